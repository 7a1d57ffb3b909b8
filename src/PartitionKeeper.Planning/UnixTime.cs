namespace PartitionKeeper.Planning;

/// <summary>Times as numbers since 1970-01-01 00:00 UTC; negative before.</summary>
static class UnixTime
{
    /// <summary>The number of whole units at a time, rounded towards the past.</summary>
    public static long Count(DateTimeOffset time, KeyEncoding encoding)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var unit = Unit(encoding)!.Value;
        return (ticks / unit) - (ticks % unit < 0 ? 1 : 0);
    }

    /// <summary>Clamped to the calendar; null when the encoding is not one of numbers.</summary>
    public static DateTimeOffset? Read(Int128 count, KeyEncoding encoding)
    {
        if (Unit(encoding) is not { } unit)
            return null;

        // A number may come from a numeric of any length, so it is compared before it is multiplied.
        var (first, last) = (Count(DateTimeOffset.MinValue, encoding), Count(DateTimeOffset.MaxValue, encoding));
        return count < first ? DateTimeOffset.MinValue
            : count > last ? DateTimeOffset.MaxValue
            : DateTimeOffset.UnixEpoch.AddTicks((long)count * unit);
    }

    static long? Unit(KeyEncoding encoding) => encoding switch
    {
        KeyEncoding.UnixSeconds => TimeSpan.TicksPerSecond,
        KeyEncoding.UnixMilliseconds => TimeSpan.TicksPerMillisecond,
        KeyEncoding.UnixMicroseconds => TimeSpan.TicksPerMicrosecond,
        _ => null,
    };
}
