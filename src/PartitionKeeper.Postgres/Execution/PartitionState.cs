using Dapper;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>A relation as the catalog shows it now, read anew after anything that went wrong.</summary>
sealed record PartitionState
{
    static readonly string Sql = SqlFile.Read("Execution/Sql/partition_state.sql");

    public long Oid { get; init; }
    public string Schema { get; init; } = "";
    public string Name { get; init; } = "";
    public bool IsPartition { get; init; }
    public long? ParentOid { get; init; }
    public bool DetachPending { get; init; }
    public string? Bound { get; init; }

    /// <summary>-1 when never analyzed.</summary>
    public long RowEstimate { get; init; }

    /// <summary>By page counts; null for a relation without storage.</summary>
    public long? Bytes { get; init; }

    public TableName Relation => new(Schema, Name);

    public static async Task<PartitionState?> ByOidAsync(NpgsqlConnection connection, uint oid, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, oid, new TableName("", ""), cancellationToken)).FirstOrDefault(state => state.Oid == oid);

    public static async Task<PartitionState?> ByNameAsync(NpgsqlConnection connection, TableName name, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, 0, name, cancellationToken)).FirstOrDefault(state => state.Relation == name);

    static Task<IEnumerable<PartitionState>> ReadAsync(NpgsqlConnection connection, uint oid, TableName name, CancellationToken cancellationToken) =>
        connection.QueryAsync<PartitionState>(new CommandDefinition(
            Sql, new { Oid = (long)oid, name.Schema, name.Name }, cancellationToken: cancellationToken));
}
