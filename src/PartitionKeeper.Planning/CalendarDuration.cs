namespace PartitionKeeper.Planning;

/// <summary>
/// A duration as the configuration writes it: <c>&lt;whole number&gt; &lt;unit&gt;</c>, singular or plural ("12 months", "0 days", "200
/// milliseconds", "200 ms").
/// </summary>
/// <param name="Count">Zero or more.</param>
public readonly record struct CalendarDuration(int Count, CalendarUnit Unit)
{
    /// <param name="error">What would be right; a bare number is an error, since nobody can know its unit.</param>
    public static bool TryParse(string text, out CalendarDuration duration, out string? error)
    {
        var parsed = CalendarUnits.TryParse(text, CalendarUnit.Millisecond, out var count, out var unit, out error);
        duration = parsed ? new CalendarDuration(count, unit) : default;
        return parsed;
    }

    /// <summary>
    /// <paramref name="time"/> minus (plus) this duration: days and longer by the calendar and wall clock of <paramref name="zone"/> (the
    /// day is clamped to the month's last; a wall-clock time that does not exist becomes the first instant after the gap, one that exists
    /// twice its first occurrence), hours and shorter by elapsed time. Nothing at all for a count of zero. Clamped to the range of
    /// <see cref="DateTimeOffset"/>. The result has offset zero.
    /// </summary>
    public DateTimeOffset Before(DateTimeOffset time, TimeZoneInfo zone) => Move(time, zone, -1);

    /// <inheritdoc cref="Before"/>
    public DateTimeOffset After(DateTimeOffset time, TimeZoneInfo zone) => Move(time, zone, 1);

    /// <summary>Elapsed length, a day being 24 hours; null for months and longer, which have none of their own.</summary>
    public TimeSpan? Elapsed =>
        Unit.Ticks() is { } ticks ? TimeSpan.FromTicks((long)Int128.Min((Int128)Count * ticks, long.MaxValue)) : null;

    /// <summary>As the configuration writes it: "12 months", "1 day".</summary>
    public override string ToString() => CalendarUnits.Show(Count, Unit);

    DateTimeOffset Move(DateTimeOffset time, TimeZoneInfo zone, int direction)
    {
        if (Count == 0)
            return time.ToUniversalTime();
        if (Unit <= CalendarUnit.Hour)
            return new DateTimeOffset(AddTicks(time.UtcTicks, direction), TimeSpan.Zero);

        var wall = WallClock.Read(time, zone);
        var moved = Unit.Months() == 0 ? AddTicks(wall.Ticks, direction) : AddMonths(wall, (long)direction * Count * Unit.Months()).Ticks;
        return moved == 0 ? DateTimeOffset.MinValue
            : moved == DateTime.MaxValue.Ticks ? DateTimeOffset.MaxValue
            : WallClock.FirstInstant(moved, zone);
    }

    long AddTicks(long ticks, int direction) =>
        (long)Int128.Max(0, Int128.Min(ticks + ((Int128)direction * Count * Unit.Ticks()!.Value), DateTime.MaxValue.Ticks));

    static DateTime AddMonths(DateTime wall, long months)
    {
        var month = (wall.Year * 12L) + wall.Month - 1 + months;
        return month < 12 ? DateTime.MinValue
            : month >= 10_000 * 12L ? DateTime.MaxValue
            : wall.AddMonths((int)months);
    }
}
