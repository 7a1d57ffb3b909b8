using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

public enum PartitionKind { Table, PartitionedTable, ForeignTable }

/// <summary>A partition as the catalog shows it: known by its oid and bound, never by its name.</summary>
public sealed record Partition
{
    public required TableName Name { get; init; }

    public required uint Oid { get; init; }

    public required PartitionBound Bound { get; init; }

    public PartitionKind Kind { get; init; }

    /// <summary>A concurrent detach was begun and not finished: rows are invisible through the partitioned table.</summary>
    public bool DetachPending { get; init; }

    public string Owner { get; init; } = "";

    /// <summary>The planner's estimate; -1 when never analyzed.</summary>
    public long RowEstimate { get; init; } = -1;

    /// <summary>Bytes of heap, TOAST and indexes by the catalog's page counts; null when sizes were not read.</summary>
    public long? Bytes { get; init; }

    /// <summary>Foreign keys of the partition towards other tables.</summary>
    public ImmutableArray<ForeignKey> ForeignKeys { get; init; } = [];
}

/// <param name="Table">The table that has the constraint.</param>
/// <param name="References">The table it points to.</param>
public sealed record ForeignKey(string Name, TableName Table, TableName References);
