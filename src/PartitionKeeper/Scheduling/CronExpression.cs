using System.Diagnostics.CodeAnalysis;

namespace PartitionKeeper.Scheduling;

enum CronFormat
{
    /// <summary>Five fields: minute, hour, day of month, month, day of week.</summary>
    Standard = 0,

    /// <summary>Six fields: second, then those of <see cref="Standard"/>.</summary>
    IncludeSeconds = 1,
}

/// <summary>A cron expression that cannot be read. The message names the field, what was found and what would be right.</summary>
sealed class CronFormatException(string message) : FormatException(message);

/// <summary>
/// A cron expression with the members and the meaning of the type of the same name in the Cronos library (0.13), so that the library can
/// take its place. Day of month and day of week must both match. When clocks go forward, an occurrence inside the gap moves to the first
/// valid instant; when they go back, fixed times occur once (in the first pass) and intervals in both passes.
/// </summary>
sealed class CronExpression : IEquatable<CronExpression>
{
    static readonly DateTime FirstInstant = DateTime.SpecifyKind(new DateTime(1, 1, 3), DateTimeKind.Utc);

    readonly CronFields _fields;

    public CronExpression(CronFields fields) => _fields = fields;

    public static CronExpression Parse(string expression) => Parse(expression, CronFormat.Standard);

    /// <exception cref="CronFormatException">The expression cannot be read.</exception>
    public static CronExpression Parse(string expression, CronFormat format)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new CronExpression(CronParser.Parse(expression, format));
    }

    public static bool TryParse(string expression, [NotNullWhen(true)] out CronExpression? cronExpression) =>
        TryParse(expression, CronFormat.Standard, out cronExpression);

    public static bool TryParse(string expression, CronFormat format, [NotNullWhen(true)] out CronExpression? cronExpression)
    {
        try
        {
            cronExpression = Parse(expression, format);
            return true;
        }
        catch (CronFormatException)
        {
            cronExpression = null;
            return false;
        }
    }

    public DateTime? GetNextOccurrence(DateTime fromUtc, bool inclusive = false) => GetNextOccurrence(fromUtc, TimeZoneInfo.Utc, inclusive);

    /// <summary>In UTC; null when nothing occurs after <paramref name="fromUtc"/>.</summary>
    public DateTime? GetNextOccurrence(DateTime fromUtc, TimeZoneInfo zone, bool inclusive = false) =>
        GetNextOccurrence(Instant(fromUtc, nameof(fromUtc)), zone, inclusive)?.UtcDateTime;

    /// <summary>In the offset of <paramref name="zone"/>; null when nothing occurs after <paramref name="from"/>. As in Cronos, an
    /// occurrence that was moved out of a gap is found from before the gap, not inclusively from the first instant after it.</summary>
    public DateTimeOffset? GetNextOccurrence(DateTimeOffset from, TimeZoneInfo zone, bool inclusive = false)
    {
        ArgumentNullException.ThrowIfNull(zone);

        var utc = from.UtcDateTime < FirstInstant ? FirstInstant : from.UtcDateTime;

        if (utc.Year > CronFields.LastYear)
            return null;

        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
            return _fields.FindFrom(WholeSecond(utc, inclusive)) is { } found ? new DateTimeOffset(found, TimeSpan.Zero) : null;

        var local = utc + zone.GetUtcOffset(utc);
        var start = WholeSecond(local, inclusive);
        var change = OffsetChange.Around(local, zone);

        if (change.Repeats(local))
        {
            if (utc < change.At)
            {
                if (_fields.FindFrom(start) is { } first && first < change.At + change.Before)
                    return new DateTimeOffset(first, change.Before);

                start = Unspecified(change.At + change.After);
            }

            if (_fields.IsInterval && _fields.FindFrom(start) is { } second && second < change.At + change.Before)
                return new DateTimeOffset(second, change.After);

            start = Unspecified(change.At + change.Before);
        }

        return _fields.FindFrom(start) is { } next ? OffsetChange.Around(next, zone).FirstInstantOf(next) : null;
    }

    public IEnumerable<DateTime> GetOccurrences(DateTime fromUtc, DateTime toUtc, bool fromInclusive = true, bool toInclusive = false) =>
        GetOccurrences(fromUtc, toUtc, TimeZoneInfo.Utc, fromInclusive, toInclusive);

    public IEnumerable<DateTime> GetOccurrences(
        DateTime fromUtc, DateTime toUtc, TimeZoneInfo zone, bool fromInclusive = true, bool toInclusive = false) =>
        GetOccurrences(Instant(fromUtc, nameof(fromUtc)), Instant(toUtc, nameof(toUtc)), zone, fromInclusive, toInclusive)
            .Select(at => at.UtcDateTime);

    /// <summary>The occurrences between the two instants, oldest first, found as they are asked for.</summary>
    public IEnumerable<DateTimeOffset> GetOccurrences(
        DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, bool fromInclusive = true, bool toInclusive = false)
    {
        if (from > to)
            throw new ArgumentException($"Occurrences were asked for from {from:O} to {to:O}, which is earlier.", nameof(from));

        return Occurrences();

        IEnumerable<DateTimeOffset> Occurrences()
        {
            var at = GetNextOccurrence(from, zone, fromInclusive);

            for (; at < to || (toInclusive && at == to); at = GetNextOccurrence(at.Value, zone))
                yield return at.Value;
        }
    }

    public bool Equals(CronExpression? other) => other is not null && _fields == other._fields;

    public override bool Equals(object? obj) => Equals(obj as CronExpression);

    public override int GetHashCode() => _fields.GetHashCode();

    public override string ToString() => _fields.ToString();

    public static bool operator ==(CronExpression? left, CronExpression? right) => Equals(left, right);

    public static bool operator !=(CronExpression? left, CronExpression? right) => !Equals(left, right);

    static DateTimeOffset Instant(DateTime utc, string parameter) => utc.Kind == DateTimeKind.Utc
        ? new DateTimeOffset(utc)
        : throw new ArgumentException($"The time must be in UTC, not of kind {utc.Kind}.", parameter);

    static DateTime Unspecified(DateTime local) => DateTime.SpecifyKind(local, DateTimeKind.Unspecified);

    /// <summary>The first whole second that may be returned for a search from <paramref name="time"/>.</summary>
    static DateTime WholeSecond(DateTime time, bool inclusive)
    {
        var fraction = time.Ticks % TimeSpan.TicksPerSecond;
        var ticks = inclusive && fraction == 0 ? time.Ticks : time.Ticks - fraction + TimeSpan.TicksPerSecond;
        return new DateTime(ticks, DateTimeKind.Unspecified);
    }

    /// <summary>The change of a zone's offset that may touch a local time. Without one, <see cref="Before"/> equals <see cref="After"/>.
    /// Derived from offsets of instants alone, because <see cref="TimeZoneInfo"/> does not tell its transitions.</summary>
    /// <param name="At">The first instant (UTC) with the new offset.</param>
    readonly record struct OffsetChange(DateTime At, TimeSpan Before, TimeSpan After)
    {
        /// <summary>More than any offset from UTC, which is at most 14 hours.</summary>
        static readonly TimeSpan Reach = TimeSpan.FromHours(15);

        public static OffsetChange Around(DateTime local, TimeZoneInfo zone)
        {
            var low = DateTime.SpecifyKind(local - Reach, DateTimeKind.Utc);
            var high = DateTime.SpecifyKind(local + Reach, DateTimeKind.Utc);
            var (before, after) = (zone.GetUtcOffset(low), zone.GetUtcOffset(high));

            if (before == after)
                return new OffsetChange(high, before, after);

            low = low.AddTicks(-(low.Ticks % TimeSpan.TicksPerSecond));

            // Clocks change at whole seconds.
            for (var seconds = (high - low).Ticks / TimeSpan.TicksPerSecond + 1; seconds > 1;)
            {
                var middle = low.AddSeconds(seconds / 2);

                if (zone.GetUtcOffset(middle) == before)
                    (low, seconds) = (middle, seconds - seconds / 2);
                else
                    seconds /= 2;
            }

            return new OffsetChange(low.AddSeconds(1), before, after);
        }

        /// <summary>Whether clocks show this local time twice.</summary>
        public bool Repeats(DateTime local) => local >= At + After && local < At + Before;

        /// <summary>The first of two instants, the only one, or the end of the gap.</summary>
        public DateTimeOffset FirstInstantOf(DateTime local) =>
            local < At + Before ? new DateTimeOffset(local, Before)
            : local >= At + After ? new DateTimeOffset(local, After)
            : new DateTimeOffset(At).ToOffset(After);
    }
}
