namespace PartitionKeeper.Planning;

/// <summary>
/// Instants and wall-clock times of a zone, both in ticks since the year 1 and neither confined to the calendar. Everything rests on
/// <see cref="TimeZoneInfo.GetUtcOffset(DateTimeOffset)"/> of an instant, which is exact; how .NET calls times that happen twice or never
/// is not asked.
/// </summary>
static class WallClock
{
    static readonly long MaxTicks = DateTime.MaxValue.Ticks;

    /// <summary>What the clock on the wall shows at an instant.</summary>
    public static long At(DateTimeOffset instant, TimeZoneInfo zone) => instant.UtcTicks + Offset(instant.UtcTicks, zone);

    /// <summary>As <see cref="At"/>, clamped to the calendar.</summary>
    public static DateTime Read(DateTimeOffset instant, TimeZoneInfo zone) =>
        new(Math.Clamp(At(instant, zone), 0, MaxTicks), DateTimeKind.Unspecified);

    /// <summary>
    /// The first instant at which the clock shows <paramref name="wall"/> or later: the first occurrence of a time that happens twice, and
    /// the end of the gap for one that never happens. Clamped to the calendar; offset zero.
    /// </summary>
    public static DateTimeOffset FirstInstant(long wall, TimeZoneInfo zone) =>
        wall <= -TimeSpan.TicksPerDay ? DateTimeOffset.MinValue
        : wall >= MaxTicks + TimeSpan.TicksPerDay ? DateTimeOffset.MaxValue
        : new DateTimeOffset(Math.Clamp(FirstTicks(wall, zone), 0, MaxTicks), TimeSpan.Zero);

    static long FirstTicks(long wall, TimeZoneInfo zone)
    {
        // No offset is as long as a day, so all that can matter happens within a day on either side.
        var from = wall - TimeSpan.TicksPerDay;
        var to = wall + TimeSpan.TicksPerDay;
        var offset = Offset(from, zone);
        if (offset == Offset(to, zone) && offset == Offset(wall - offset, zone))
            return wall - offset;

        while (from < to)
        {
            var next = NextChange(from, from + TimeSpan.TicksPerHour, zone);
            var reached = Math.Max(from, wall - Offset(from, zone));
            if (reached < next)
                return reached;
            from = next;
        }

        return to;
    }

    /// <summary>
    /// The first instant in <c>(from, to]</c> whose offset is another than that of <paramref name="from"/>; <paramref name="to"/> when
    /// there is none.
    /// </summary>
    static long NextChange(long from, long to, TimeZoneInfo zone)
    {
        var offset = Offset(from, zone);
        if (Offset(to, zone) == offset)
            return to;

        while (to - from > 1)
        {
            var middle = from + ((to - from) / 2);
            if (Offset(middle, zone) == offset)
                from = middle;
            else
                to = middle;
        }

        return to;
    }

    static long Offset(long instant, TimeZoneInfo zone) =>
        zone.GetUtcOffset(new DateTimeOffset(Math.Clamp(instant, 0, MaxTicks), TimeSpan.Zero)).Ticks;
}
