using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PartitionKeeper.Planning;

/// <summary>
/// Tells whether two plans were made from the same catalog and configuration: what decides a plan counts (tables, bounds, detached tables, holds, policies), what merely
/// changes all the time does not (the server's clock, sizes, estimates, the number of rows in a default partition, the application's other relations: where one takes a wanted name, the steps differ).
/// </summary>
public static class CatalogFingerprint
{
    /// <returns>SHA-256 in lower-case hexadecimal digits.</returns>
    public static string Of(PlanRequest request)
    {
        var lines = new List<string> { $"database {request.Catalog.Database}" };
        lines.AddRange(request.Policies.Select(Policy));
        lines.AddRange(Sorted(request.Catalog.Holds.Concat(request.Holds).Select(Hold)));
        foreach (var table in request.Catalog.Tables.OrderBy(table => table.Name))
        {
            lines.Add(Table(table));
            lines.AddRange(Sorted(table.Partitions.Select(Partition)));
            lines.AddRange(Sorted(table.StrayRows.Where(stray => stray.Rows > 0).Select(stray => $"  stray {Range(stray.Range)}")));
        }

        lines.AddRange(Sorted(request.Catalog.Detached.Select(Detached)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    static string Policy(PartitionPolicy policy) =>
        $"policy {policy.Table.Text} {policy.Database} {policy.Interval} {policy.Premake} {policy.PartitionName.Text} {policy.TimeZone.Id} {policy.Key} {policy.DefaultPartition} "
        + (policy.Retention is { } kept ? $"{kept.Keep} {kept.Then} {kept.Grace} {kept.DeleteArchiveAfter} {kept.MaxPerRun}" : "for ever");

    static string Hold(Hold hold) => $"hold {hold.Table.Text} {Range(hold.Range)}";

    static string Table(PartitionedTable table) =>
        $"table {table.Name} {table.Oid} {table.Strategy} {table.IsPartition} {string.Join(' ', table.Key.Select(column => $"({column.Name}: {column.TypeName})"))}";

    static string Partition(Partition partition) =>
        $"  partition {partition.Name} {partition.Oid} {partition.Kind} {partition.DetachPending} {Bound(partition.Bound)} {Keys(partition.ForeignKeys)}";

    static string Detached(DetachedPartition record) =>
        $"detached {record.Table} {record.Partition} {record.Oid} {record.Then} {record.State} {Time(record.RecordedAt)} {Bound(record.Bound)} {Keys(record.ForeignKeys)}";

    static string Keys(IEnumerable<ForeignKey> keys) => string.Join(' ', Sorted(keys.Select(key => $"({key.Name}: {key.Table} {key.References})")));

    static string Bound(PartitionBound bound) => bound switch
    {
        PartitionBound.Range range => PlanJsonValue.Write(range).ToJsonString(),
        PartitionBound.List list => list.Text,
        PartitionBound.Hash hash => hash.Text,
        PartitionBound.Default => "default",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static string Range(TimeRange? range) => range is null ? "all" : $"[{Time(range.From)}, {Time(range.To)})";

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
