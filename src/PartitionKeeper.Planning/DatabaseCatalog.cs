using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>All that a plan for one database is made from, besides the policies and the clock.</summary>
public sealed record DatabaseCatalog
{
    /// <summary>The name of the connection string, not the database's own name.</summary>
    public required string Database { get; init; }

    /// <summary>As <c>server_version_num</c>: 150018.</summary>
    public required int ServerVersion { get; init; }

    /// <summary>The server's clock when the catalog was read.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    /// <summary>Partitioned tables, ordered by name.</summary>
    public required ImmutableArray<PartitionedTable> Tables { get; init; }

    /// <summary>Names in the schemas of <see cref="Tables"/> that are taken by something that is not a partition of the table at hand.</summary>
    public ImmutableArray<OtherRelation> Relations { get; init; } = [];

    /// <summary>Partitions that PartitionKeeper detached (or was about to), by the state schema.</summary>
    public ImmutableArray<DetachedPartition> Detached { get; init; } = [];

    /// <summary>Holds of the state schema; those of the configuration come with the request.</summary>
    public ImmutableArray<Hold> Holds { get; init; } = [];

    /// <summary>The clock of the newest recorded run; null when there is none or no state schema.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>A table failed in the newest recorded run.</summary>
    public bool LastRunFailed { get; init; }

    /// <summary>The clock of the newest recorded full run that finished.</summary>
    public DateTimeOffset? LastFullRunAt { get; init; }

    /// <summary>Version of the state schema; 0: not made yet.</summary>
    public int StateVersion { get; init; }
}

/// <param name="Kind">In PostgreSQL's words: "table", "view", "index", "sequence", "partition of public.other".</param>
public sealed record OtherRelation(TableName Name, uint Oid, string Kind);

/// <summary>A row of <c>partition_keeper.detached_partition</c>, written before the detach, and what became of its table.</summary>
public sealed record DetachedPartition
{
    public required TableName Table { get; init; }

    public required TableName Partition { get; init; }

    /// <summary>With the name, what the table is known by.</summary>
    public required uint Oid { get; init; }

    public required PartitionBound.Range Bound { get; init; }

    public required RetentionAction Then { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required DetachedState State { get; init; }

    public PartitionKind Kind { get; init; }

    /// <summary>Owner of the table; empty when there is none any more.</summary>
    public string Owner { get; init; } = "";

    public ImmutableArray<ForeignKey> ForeignKeys { get; init; } = [];
}

/// <summary>What the catalog shows of a recorded partition.</summary>
public enum DetachedState
{
    /// <summary>Still a partition: the run ended before the detach, or it was attached again.</summary>
    Attached,
    /// <summary>A detach is pending.</summary>
    Pending,
    /// <summary>A table of its own.</summary>
    Detached,
    /// <summary>No table of that oid and name is left.</summary>
    Gone,
}
