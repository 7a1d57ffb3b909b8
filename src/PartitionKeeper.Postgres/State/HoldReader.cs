using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Makes holds of what people entered by hand. What cannot be understood holds too much rather than too little.</summary>
static class HoldReader
{
    static readonly TablePattern Everything =
        TablePattern.TryParse("*.*", out var pattern, out _) ? pattern! : throw new InvalidOperationException("*.* must be a pattern.");

    /// <param name="from">As PostgreSQL prints a timestamptz; null: open.</param>
    /// <param name="problem">What was not understood; null when all was.</param>
    public static Hold Read(string pattern, string? from, string? to, string reason, out string? problem)
    {
        if (!TablePattern.TryParse(pattern, out var table, out var error))
        {
            problem = $"table_pattern {error}; every table is held until it is corrected";
            return new Hold(Everything, null, reason);
        }

        var (start, end) = (Time(from, DateTimeOffset.MinValue), Time(to, DateTimeOffset.MaxValue));
        problem = start < end ? null : "range_from is not before range_to; the whole table is held until it is corrected";
        var all = start == DateTimeOffset.MinValue && end == DateTimeOffset.MaxValue;
        return new Hold(table!, all || problem is not null ? null : new TimeRange(start, end), reason);
    }

    static DateTimeOffset Time(string? text, DateTimeOffset open) =>
        text is null ? open : KeyValueReader.Read(text, KeyType.TimestampTz) switch
        {
            BoundValue.Instant instant => instant.Value,
            BoundValue.NegativeInfinity or BoundValue.BeyondCalendar { Past: true } => DateTimeOffset.MinValue,
            BoundValue.PositiveInfinity or BoundValue.BeyondCalendar => DateTimeOffset.MaxValue,
            _ => open,
        };
}
