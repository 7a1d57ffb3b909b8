using System.Diagnostics;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

/// <summary>Partitions with their bounds in words, as PostgreSQL has them, in the order of the bounds.</summary>
static class PartitionRanges
{
    public static IEnumerable<(Partition Partition, string Range)> Of(PartitionedTable table) =>
        table.Partitions.Select(partition => (partition, Text(partition.Bound)))
            .OrderBy(found => found.partition.Bound is PartitionBound.Default)
            .ThenBy(found => found.Item2, StringComparer.Ordinal);

    static string Text(PartitionBound bound) => bound switch
    {
        PartitionBound.Range range => $"{Text(range.From)} → {Text(range.To)}",
        PartitionBound.List list => list.Text,
        PartitionBound.Hash hash => hash.Text,
        PartitionBound.Default => "default",
        _ => throw new UnreachableException(),
    };

    static string Text(IEnumerable<BoundValue> values) => string.Join(", ", values.Select(Text));

    static string Text(BoundValue value) => value switch
    {
        BoundValue.MinValue => "MINVALUE",
        BoundValue.MaxValue => "MAXVALUE",
        BoundValue.NegativeInfinity => "-infinity",
        BoundValue.PositiveInfinity => "infinity",
        BoundValue.Instant instant => Cli.Text.Words.Time(instant.Value),
        BoundValue.LocalTime local => Cli.Text.Words.Time(new DateTimeOffset(local.Value, TimeSpan.Zero)),
        BoundValue.Date date => date.Value.ToString("yyyy-MM-dd"),
        BoundValue.Integer integer => integer.Value.ToString(),
        BoundValue.Uuid uuid => uuid.Value.ToString(),
        BoundValue.Text text => text.Value,
        BoundValue.BeyondCalendar beyond => beyond.Literal,
        BoundValue.Other other => other.Literal,
        _ => throw new UnreachableException(),
    };
}
