using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>
/// What a new partition of a table is given beyond what PostgreSQL carries over by itself. Grants are the partitioned table's own, everything else is taken
/// from its newest attached partition (replica identity: from the partitioned table when it has one that is not the default).
/// </summary>
public sealed record PartitionProperties
{
    public static PartitionProperties None { get; } = new();

    public ImmutableArray<TableGrant> Grants { get; init; } = [];

    public bool RowSecurity { get; init; }

    /// <summary>Row security binds the owner too.</summary>
    public bool ForceRowSecurity { get; init; }

    public ImmutableArray<RowPolicy> Policies { get; init; } = [];

    public ReplicaIdentity ReplicaIdentity { get; init; }

    /// <summary>Of <see cref="ReplicaIdentity.Index"/>: the index of the partitioned table whose counterpart on the partition is meant.</summary>
    public TableName? ReplicaIdentityIndex { get; init; }

    /// <summary>Storage parameters as <c>reloptions</c> has them: <c>fillfactor=70</c>.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    public ImmutableArray<ColumnProperties> Columns { get; init; } = [];
}

public enum ReplicaIdentity { Default, Nothing, Full, Index }

/// <param name="Grantee">Null: PUBLIC.</param>
/// <param name="Column">Null: the whole table.</param>
/// <param name="Privilege">As GRANT writes it: "SELECT".</param>
/// <param name="Grantable">WITH GRANT OPTION.</param>
public sealed record TableGrant(string? Grantee, string? Column, string Privilege, bool Grantable);

/// <param name="Command">As CREATE POLICY writes it: "ALL", "SELECT".</param>
/// <param name="Roles">PUBLIC is null.</param>
/// <param name="Using">The expression as PostgreSQL prints it; null when there is none.</param>
/// <param name="Check">The expression of WITH CHECK; null when there is none.</param>
public sealed record RowPolicy(string Name, string Command, bool Permissive, ImmutableArray<string?> Roles, string? Using, string? Check);

/// <param name="StatisticsTarget">Null: the default.</param>
/// <param name="Options">As <c>attoptions</c> has them: <c>n_distinct=-0.5</c>.</param>
public sealed record ColumnProperties(string Column, int? StatisticsTarget, ImmutableArray<string> Options);
