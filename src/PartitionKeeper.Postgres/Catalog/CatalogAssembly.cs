using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Makes tables and relations of the rows of <c>catalog.sql</c>.</summary>
sealed class CatalogAssembly(IReadOnlyList<CatalogRow> rows)
{
    readonly ILookup<uint, CatalogRow> _partitions = Of(rows, CatalogRowKind.Partition).ToLookup(row => row.Parent);
    readonly ILookup<uint, CatalogRow> _foreignKeys = Of(rows, CatalogRowKind.ForeignKeyOfPartition).ToLookup(row => row.Oid);
    readonly ILookup<uint, CatalogRow> _referencedBy = Of(rows, CatalogRowKind.ForeignKeyToTable).ToLookup(row => row.Oid);

    public CatalogRow Server { get; } = Of(rows, CatalogRowKind.Server).Single();

    /// <summary>Ordered by name.</summary>
    public ImmutableArray<PartitionedTable> Tables(Predicate<TableName> wanted) =>
        [.. Of(rows, CatalogRowKind.Table).Where(row => wanted(Name(row))).Select(Table).OrderBy(table => table.Name)];

    /// <summary>Ordered by name; partitions of <paramref name="tables"/> included.</summary>
    public ImmutableArray<OtherRelation> Relations(ImmutableArray<PartitionedTable> tables) =>
    [
        .. Of(rows, CatalogRowKind.Relation).Select(row => new OtherRelation(Name(row), row.Oid, Kind(row)))
            .Concat(tables.SelectMany(table => table.Partitions.Select(
                partition => new OtherRelation(partition.Name, partition.Oid, PartitionOf(table.Name)))))
            .OrderBy(relation => relation.Name),
    ];

    PartitionedTable Table(CatalogRow row)
    {
        var types = KeyTypes.Of(row.KeyTypes);
        return new PartitionedTable
        {
            Name = Name(row),
            Oid = row.Oid,
            Owner = row.Owner,
            Strategy = row.Kind switch { "l" => PartitionStrategy.List, "h" => PartitionStrategy.Hash, _ => PartitionStrategy.Range },
            Key = [.. types.Select((type, i) => new PartitionKeyColumn(row.KeyNames[i], type, row.KeyTypeNames[i]))],
            IsPartition = row.Flag == true,
            Partitions = [.. _partitions[row.Oid].Select(partition => Partition(partition, types))],
            Columns = [.. row.Columns],
            ReferencedBy = [.. _referencedBy[row.Oid].Select(key => new ForeignKey(key.Content!, Name(key), Other(key)))],
            Tablespace = row.Content,
            AccessMethod = row.AccessMethod,
        };
    }

    Partition Partition(CatalogRow row, ImmutableArray<KeyType> types) => new()
    {
        Name = Name(row),
        Oid = row.Oid,
        Bound = BoundParser.Parse(row.Content, types).Bound,
        Kind = KindOf(row.Kind),
        DetachPending = row.Flag == true,
        Owner = row.Owner,
        RowEstimate = row.RowEstimate,
        Bytes = row.Bytes,
        ForeignKeys = [.. _foreignKeys[row.Oid].Select(key => new ForeignKey(key.Content!, Name(key), Other(key)))],
    };

    public static PartitionKind KindOf(string relkind) => relkind switch
    {
        "p" => PartitionKind.PartitionedTable,
        "f" => PartitionKind.ForeignTable,
        _ => PartitionKind.Table,
    };

    static string Kind(CatalogRow row) => row.Kind switch
    {
        "r" or "p" or "f" when row.Flag == true => PartitionOf(Other(row)),
        "r" => "table",
        "p" => "partitioned table",
        "f" => "foreign table",
        "v" => "view",
        "m" => "materialized view",
        "i" or "I" => "index",
        "S" => "sequence",
        "c" => "composite type",
        var other => other,
    };

    static string PartitionOf(TableName table) => $"partition of {table}";

    static TableName Name(CatalogRow row) => new(row.Schema, row.Name);

    static TableName Other(CatalogRow row) => new(row.OtherSchema, row.OtherName);

    static IEnumerable<CatalogRow> Of(IReadOnlyList<CatalogRow> rows, CatalogRowKind kind) => rows.Where(row => row.Row == kind);
}
