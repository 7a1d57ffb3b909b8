using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

public enum PartitionStrategy { Range, List, Hash }

/// <summary>A partitioned table as the catalog shows it.</summary>
public sealed record PartitionedTable
{
    public required TableName Name { get; init; }

    public required uint Oid { get; init; }

    public required string Owner { get; init; }

    public required PartitionStrategy Strategy { get; init; }

    /// <summary>At least one column.</summary>
    public required ImmutableArray<PartitionKeyColumn> Key { get; init; }

    /// <summary>The table is itself a partition of another one.</summary>
    public bool IsPartition { get; init; }

    /// <summary>In the catalog's order of names; pending detaches included.</summary>
    public required ImmutableArray<Partition> Partitions { get; init; }

    /// <summary>Columns that an INSERT may name (no generated ones), in the table's order, unquoted.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Foreign keys of other tables that reference this one.</summary>
    public ImmutableArray<ForeignKey> ReferencedBy { get; init; } = [];

    /// <summary>Tablespace of the table, which PARTITION OF would give to new partitions; null: the database's default.</summary>
    public string? Tablespace { get; init; }

    /// <summary>Access method set on the partitioned table (PostgreSQL 17 and later); null: the server's default.</summary>
    public string? AccessMethod { get; init; }

    /// <summary>Rows in the default partition, by range of the policy's grid; empty when there is no default partition or it is empty.</summary>
    public ImmutableArray<StrayRows> StrayRows { get; init; } = [];

    public Partition? DefaultPartition => Partitions.FirstOrDefault(partition => partition.Bound is PartitionBound.Default);

    public bool HasDefaultPartition => DefaultPartition is not null;
}

/// <summary>Rows that the default partition holds for a range.</summary>
/// <param name="Range">Null: rows that fit no range at all (a null key, or a key outside the calendar).</param>
public sealed record StrayRows(TimeRange? Range, long Rows);
