namespace PartitionKeeper.Planning;

/// <summary>
/// Cuts time into ranges of one interval, anchored at 2000-01-01 00:00 wall clock in a zone (weeks at Monday 2000-01-03). The grid is laid
/// on the wall clock and then mapped to instants: a boundary whose wall-clock time happens twice is its first occurrence, one that never
/// happens is the first instant after the gap. So days have 23 to 25 hours, the hour that exists twice is one range of two hours, and the
/// hour (or day) that does not exist has no range: ranges neither overlap nor leave a gap, and each has a wall-clock start of its own.
/// </summary>
public sealed class RangeGrid(PartitionInterval interval, TimeZoneInfo zone)
{
    static readonly long Anchor = new DateTime(2000, 1, 1).Ticks;
    static readonly long Monday = new DateTime(2000, 1, 3).Ticks;

    public PartitionInterval Interval { get; } = interval;

    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>
    /// The range that holds <paramref name="time"/>. Clamped at the ends of the calendar: the last range ends at
    /// <see cref="DateTimeOffset.MaxValue"/>, and is also the one of that time.
    /// </summary>
    public TimeRange RangeAt(DateTimeOffset time)
    {
        var cell = CellOf(WallClock.At(time, Zone));
        var to = Boundary(cell + 1);

        // Where the clock is turned back over a boundary, that boundary was passed already, although the wall shows an earlier cell again.
        while (to <= time && to < DateTimeOffset.MaxValue)
            to = Boundary(++cell + 1);

        return new TimeRange(Boundary(cell), to);
    }

    /// <summary>
    /// The range that follows; <paramref name="range"/> must be one of this grid. The calendar's last range is followed by itself.
    /// </summary>
    public TimeRange Next(TimeRange range) => RangeAt(range.To);

    /// <summary>The ranges of the grid that overlap <c>[from, to)</c>, in order.</summary>
    public IEnumerable<TimeRange> Ranges(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
            yield break;

        var range = RangeAt(from);
        yield return range;
        while (range.To < to)
        {
            range = Next(range);
            yield return range;
        }
    }

    /// <summary>The number of the cell, on the wall clock, that holds a wall-clock time; the anchor's is zero.</summary>
    long CellOf(long wall) => Interval.Unit.Months() is var months and > 0
        ? FloorDivide(MonthOf(wall) - (2000 * 12), (long)Interval.Count * months)
        : FloorDivide(wall - Start, Interval.Count * Interval.Unit.Ticks()!.Value);

    DateTimeOffset Boundary(long cell) => WallClock.FirstInstant(CellStart(cell), Zone);

    long CellStart(long cell)
    {
        if (Interval.Unit.Months() is var months && months == 0)
            return Start + (cell * Interval.Count * Interval.Unit.Ticks()!.Value);

        var month = (2000 * 12) + (cell * Interval.Count * months);
        return month < 12 ? long.MinValue
            : month > 10_000 * 12 ? long.MaxValue
            : month == 10_000 * 12 ? DateTime.MaxValue.Ticks + 1
            : new DateTime((int)(month / 12), (int)(month % 12) + 1, 1).Ticks;
    }

    long Start => Interval.Unit == CalendarUnit.Week ? Monday : Anchor;

    /// <summary>
    /// Months since the year 0. Wall clocks may show the last hours of that year, or the first of the year 10000, at the ends of the
    /// calendar.
    /// </summary>
    static long MonthOf(long wall)
    {
        if (wall < 0)
            return 11;
        if (wall > DateTime.MaxValue.Ticks)
            return 10_000 * 12;

        var time = new DateTime(wall);
        return (time.Year * 12L) + time.Month - 1;
    }

    static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
