using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PartitionKeeper.Scheduling;

/// <summary>When full runs are due: a cron expression read in a time zone. It always has occurrences.</summary>
sealed record Schedule
{
    static readonly DateTime AnyInstant = DateTime.UnixEpoch;

    public Schedule(CronExpression expression, TimeZoneInfo zone)
    {
        if (expression.GetNextOccurrence(AnyInstant) is null)
            throw new ArgumentException($"The cron expression {expression} never occurs.", nameof(expression));

        (Expression, Zone) = (expression, zone);
    }

    public CronExpression Expression { get; }

    public TimeZoneInfo Zone { get; }

    /// <exception cref="FormatException">The expression or the zone is wrong; the message has one line for each error.</exception>
    public static Schedule Parse(string cron, string zoneId) =>
        TryParse(cron, zoneId, out var schedule, out var errors) ? schedule : throw new FormatException(string.Join('\n', errors));

    /// <summary>Reads a schedule, or tells everything that is wrong with it, one line each.</summary>
    public static bool TryParse(string cron, string zoneId, [NotNullWhen(true)] out Schedule? schedule, out ImmutableArray<string> errors)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        var expression = ReadExpression(cron, found);
        var zone = ReadZone(zoneId, found);

        schedule = expression is null || zone is null ? null : new Schedule(expression, zone);
        errors = found.ToImmutable();
        return schedule is not null;
    }

    /// <summary>The first occurrence after the given instant, exclusive; null only at the end of the calendar.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => Expression.GetNextOccurrence(after, Zone);

    /// <summary>The latest occurrence after <paramref name="since"/> (exclusive) and up to <paramref name="now"/> (inclusive): the run that
    /// was missed when the last one was at <paramref name="since"/>. Null when none was.</summary>
    public DateTimeOffset? LatestAtOrBefore(DateTimeOffset now, DateTimeOffset since)
    {
        if (since >= now || Next(since) is not { } latest || latest > now)
            return null;

        // Every step halves the time in which a later occurrence can be, so years of minutes take some forty steps.
        for (var end = now; end - latest >= TimeSpan.FromSeconds(1);)
        {
            var middle = latest + (end - latest) / 2;

            if (Next(middle) is { } later && later <= now)
                latest = later;
            else
                end = middle;
        }

        return latest;
    }

    public override string ToString() => $"{Expression} ({Zone.Id})";

    static CronExpression? ReadExpression(string cron, ImmutableArray<string>.Builder errors)
    {
        try
        {
            var expression = CronExpression.Parse(cron);

            if (expression.GetNextOccurrence(AnyInstant) is not null)
                return expression;

            errors.Add($"cron expression '{cron}' never occurs; day of month, month and day of week must be possible together");
        }
        catch (CronFormatException e)
        {
            errors.Add($"cron expression '{cron}' cannot be read: {e.Message}");
        }

        return null;
    }

    /// <summary>Names of zones are read in either case, as PostgreSQL does.</summary>
    static TimeZoneInfo? ReadZone(string zoneId, ImmutableArray<string>.Builder errors)
    {
        if (!string.IsNullOrWhiteSpace(zoneId) && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone))
            return zone;

        var known = TimeZoneInfo.GetSystemTimeZones();

        if (known.FirstOrDefault(candidate => candidate.Id.Equals(zoneId, StringComparison.OrdinalIgnoreCase)) is { } found)
            return found;

        errors.Add($"time zone '{zoneId}' is not known; " + (known.Count > 1
            ? "use an IANA id such as UTC or Europe/Berlin"
            : "this system has no time zone data: install tzdata or use UTC"));
        return null;
    }
}
