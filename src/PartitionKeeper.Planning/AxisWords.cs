namespace PartitionKeeper.Planning;

/// <summary>Times, ranges and ages in words, in the zone in which the grid is cut.</summary>
sealed class AxisWords(TimeZoneInfo zone)
{
    readonly bool _utc = zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime;

    /// <summary>The zone's name where a time without it would mislead.</summary>
    public string Zone => _utc ? "" : $" ({zone.Id})";

    public string Time(DateTimeOffset time)
    {
        if (time == DateTimeOffset.MinValue)
            return "-∞";

        if (time == DateTimeOffset.MaxValue)
            return "∞";

        var local = Local(time);
        return local.TimeOfDay == TimeSpan.Zero ? local.ToString("yyyy-MM-dd")
            : local.TimeOfDay.Ticks % TimeSpan.TicksPerMinute == 0 ? local.ToString("yyyy-MM-dd HH:mm")
            : local.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF");
    }

    public string Range(TimeRange range) => $"[{Time(range.From)}, {Time(range.To)}){Zone}";

    /// <summary>How long ago <paramref name="time"/> was: "12 months and 20 days", "3 days", "5 hours", "now".</summary>
    public string Age(DateTimeOffset time, DateTimeOffset now)
    {
        var (from, to) = (Local(time), Local(now));
        if (from >= to)
            return "now";

        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        if (from.AddMonths(months) > to)
            months--;

        var rest = to - from.AddMonths(months);
        return (months, rest.Days) switch
        {
            (0, 0) => rest.TotalHours >= 1 ? Count((int)rest.TotalHours, "hour") : Count((int)rest.TotalMinutes, "minute"),
            (0, var days) => Count(days, "day"),
            (_, 0) => Count(months, "month"),
            var (_, days) => $"{Count(months, "month")} and {Count(days, "day")}",
        };
    }

    /// <summary>"1 row", "2 rows".</summary>
    public static string Count(long count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";

    /// <summary>The first few, and how many more there are.</summary>
    public static string List(IEnumerable<string> items, int atMost = 5)
    {
        var all = items.ToList();
        return all.Count <= atMost ? string.Join(", ", all) : $"{string.Join(", ", all.Take(atMost))} and {all.Count - atMost} more";
    }

    DateTime Local(DateTimeOffset time) => WallClock.Read(time, zone);
}
