namespace PartitionKeeper.Planning;

/// <summary>The width of one range: a whole number, at least one, of hour, day, week, month, quarter or year.</summary>
public sealed record PartitionInterval
{
    public PartitionInterval(int count, CalendarUnit unit) => throw new NotImplementedException();

    public int Count { get; }

    /// <summary>Hour or longer.</summary>
    public CalendarUnit Unit { get; }

    public static bool TryParse(string text, out PartitionInterval? interval, out string? error) => throw new NotImplementedException();

    public override string ToString() => throw new NotImplementedException();
}
