using PartitionKeeper.Planning;

namespace PartitionKeeper.Configuration;

/// <summary>Reads the kinds of values that occur in several sections. Null: it was wrong, and the error is noted.</summary>
sealed class ValueReader(SettingsErrors errors)
{
    public TimeZoneInfo? Zone(string path, string id)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id.Trim(), out var zone))
            return zone;

        // The runtime minds the case of a name until it has read all zones, and then no longer; here it never matters.
        var known = TimeZoneInfo.GetSystemTimeZones();

        if (known.FirstOrDefault(candidate => candidate.Id.Equals(id.Trim(), StringComparison.OrdinalIgnoreCase)) is { } listed)
            return listed;

        errors.Add(path, "is not a known time zone; " + (
            Nearest.To(id.Trim(), known.Select(candidate => candidate.Id)) is { } near ? $"did you mean \"{near}\"?"
            : known.Count > 1 ? "write an IANA name such as \"UTC\" or \"Europe/Berlin\""
            : "this system has no time zone data: install tzdata, or write \"UTC\""));
        return null;
    }

    public CalendarDuration? Duration(string path, string text)
    {
        if (CalendarDuration.TryParse(text, out var duration, out var error))
            return duration;

        errors.Add(path, error!);
        return null;
    }

    /// <summary>A duration with a length of its own, both ends inclusive.</summary>
    public TimeSpan? Elapsed(string path, string text, TimeSpan least, TimeSpan most)
    {
        if (Duration(path, text) is not { } duration)
            return null;

        if (duration.Elapsed is { } elapsed && elapsed >= least && elapsed <= most)
            return elapsed;

        errors.Add(path, $"must be from {Show(least)} to {Show(most)}");
        return null;
    }

    public TablePattern? Table(string path, string text)
    {
        if (TablePattern.TryParse(text, out var pattern, out var error))
            return pattern;

        errors.Add(path, error!);
        return null;
    }

    public ArchiveLocation? Store(string path, string? text)
    {
        if (text is null)
            return null;

        if (ArchiveLocation.TryParse(text, out var location, out var error))
            return location;

        errors.Add(path, error!);
        return null;
    }

    static string Show(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerDay == 0 ? Show(time.TotalDays, "day")
        : time.Ticks % TimeSpan.TicksPerHour == 0 ? Show(time.TotalHours, "hour")
        : time.Ticks % TimeSpan.TicksPerMinute == 0 ? Show(time.TotalMinutes, "minute")
        : time.Ticks % TimeSpan.TicksPerSecond == 0 ? Show(time.TotalSeconds, "second")
        : Show(time.TotalMilliseconds, "millisecond");

    static string Show(double count, string unit) => $"{count} {unit}{(count == 1 ? "" : "s")}";
}
