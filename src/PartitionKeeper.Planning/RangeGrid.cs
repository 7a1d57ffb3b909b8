namespace PartitionKeeper.Planning;

/// <summary>
/// Cuts time into ranges of one interval, anchored at 2000-01-01 00:00 wall clock in a zone (weeks at Monday 2000-01-03). The grid is laid on the wall clock and then
/// mapped to instants: a boundary whose wall-clock time happens twice is its first occurrence, one that never happens is the first instant after the gap. So days have 23 to 25 hours, the hour that exists
/// twice is one range of two hours, and the hour that does not exist has no range: ranges neither overlap nor leave a gap, and each has a wall-clock start of its own.
/// </summary>
public sealed class RangeGrid(PartitionInterval interval, TimeZoneInfo zone)
{
    public PartitionInterval Interval { get; } = interval;

    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>The range that holds <paramref name="time"/>. Clamped at the ends of the calendar.</summary>
    public TimeRange RangeAt(DateTimeOffset time) => throw new NotImplementedException();

    /// <summary>The range that follows; <paramref name="range"/> must be one of this grid.</summary>
    public TimeRange Next(TimeRange range) => RangeAt(range.To);

    /// <summary>The ranges of the grid that overlap <c>[from, to)</c>, in order.</summary>
    public IEnumerable<TimeRange> Ranges(DateTimeOffset from, DateTimeOffset to) => throw new NotImplementedException();
}
