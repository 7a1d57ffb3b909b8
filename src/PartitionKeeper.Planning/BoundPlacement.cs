namespace PartitionKeeper.Planning;

/// <summary>Where a bound lies on a key's time axis.</summary>
abstract record BoundPlacement
{
    BoundPlacement() { }

    public sealed record Placed(TimeRange Range) : BoundPlacement;

    /// <summary>All of it lies before the year 1 or after the year 9999 (such as infinity to MAXVALUE): no grid gets there.</summary>
    public sealed record OutsideCalendar : BoundPlacement;

    /// <param name="Why">Follows the partition's name in a message.</param>
    public sealed record NotUnderstood(string Why) : BoundPlacement;

    /// <remarks>Only the first column tells the time; further columns matter to neighbours alone, which take over the exact values.</remarks>
    public static BoundPlacement Of(PartitionBound.Range bound, TimeKey key)
    {
        if (bound.From.IsEmpty || bound.To.IsEmpty || key.ToTime(bound.From[0]) is not { } from || key.ToTime(bound.To[0]) is not { } to)
            return new NotUnderstood("has a bound that is no value of this key");

        if (from < to)
            return new Placed(new TimeRange(from, to));

        return from == to && (to == DateTimeOffset.MinValue || to == DateTimeOffset.MaxValue)
            ? new OutsideCalendar()
            : new NotUnderstood("begins and ends at the same time on the key's first column");
    }
}
