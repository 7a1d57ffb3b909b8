namespace PartitionKeeper.Planning;

/// <summary>
/// The half-open range <c>[From, To)</c> on the time axis of a table's partition key. <see cref="DateTimeOffset.MinValue"/> and
/// <see cref="DateTimeOffset.MaxValue"/> stand for a side that is open (MINVALUE, MAXVALUE, ±infinity) or beyond what .NET can hold.
/// </summary>
public sealed record TimeRange
{
    public TimeRange(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
            throw new ArgumentOutOfRangeException(nameof(to), to, $"A range must end after it starts, at {from:O}.");

        (From, To) = (from, to);
    }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset To { get; }

    public bool Contains(DateTimeOffset time) => From <= time && time < To;

    public bool Overlaps(TimeRange other) => From < other.To && other.From < To;

    public override string ToString() => $"[{Show(From)}, {Show(To)})";

    static string Show(DateTimeOffset time) =>
        time == DateTimeOffset.MinValue ? "-∞"
        : time == DateTimeOffset.MaxValue ? "∞"
        : time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? time.UtcDateTime.ToString("yyyy-MM-dd")
        : time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF");
}
