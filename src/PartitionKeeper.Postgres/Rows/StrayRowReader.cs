using System.Collections.Immutable;
using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// Counts the rows that stand in default partitions, by range of the policy's grid. It reads the rows' table, so it may have to wait: no longer than the session's
/// timeouts, and what cannot be read is left out with a warning. It never ends a run.
/// </summary>
sealed partial class StrayRowReader(NpgsqlConnection connection, SafetySettings safety, TimeProvider time, ILogger<StrayRowReader> log)
{
    /// <returns>The tables, those with rows in their default partition having <see cref="PartitionedTable.StrayRows"/>.</returns>
    public async Task<ImmutableArray<PartitionedTable>> FillAsync(
        ImmutableArray<PartitionedTable> tables, ImmutableArray<PartitionPolicy> policies, CancellationToken cancellationToken)
    {
        var candidates = (
            from table in tables
            let partition = table.DefaultPartition
            where table.Strategy == PartitionStrategy.Range && partition is { DetachPending: false }
            let policy = PolicyFor(table, policies)
            where policy is not null
            select (Table: table, Partition: partition, Policy: policy)).ToList();
        var local = candidates.Where(candidate => candidate.Partition.Kind != PartitionKind.ForeignTable).Select(candidate => candidate.Partition.Name).ToList();
        if (candidates.Count == 0)
            return tables;

        var haveRows = local.Count == 0 ? [] : await DefaultPartitionProbe.HaveRowsAsync(connection, local, cancellationToken);
        var empty = haveRows is null ? [] : local.Where((_, i) => !haveRows[i]).ToHashSet();
        var stray = new Dictionary<uint, ImmutableArray<StrayRows>>();
        foreach (var (table, partition, policy) in candidates.Where(candidate => !empty.Contains(candidate.Partition.Name)))
            stray[table.Oid] = await ReadAsync(table, partition, policy, cancellationToken);

        return [.. tables.Select(table => stray.TryGetValue(table.Oid, out var rows) ? table with { StrayRows = rows } : table)];
    }

    /// <summary>An exact name beats a wildcard; among wildcards the first wins.</summary>
    static PartitionPolicy? PolicyFor(PartitionedTable table, ImmutableArray<PartitionPolicy> policies) =>
        policies.FirstOrDefault(policy => policy.Table.Exact == table.Name) ?? policies.FirstOrDefault(policy => policy.Table.Matches(table.Name));

    async Task<ImmutableArray<StrayRows>> ReadAsync(PartitionedTable table, Partition partition, PartitionPolicy policy, CancellationToken cancellationToken)
    {
        if (partition.Kind == PartitionKind.ForeignTable)
            return NotRead(table, partition, "it is a foreign table");
        if (TimeKey.TryCreate(table.Key[0], policy.Key, policy.TimeZone, out var error) is not { } key)
            return NotRead(table, partition, error!);
        if (table.Key[0].Name is null)
            return NotRead(table, partition, "the partition key is an expression");

        try
        {
            return await CountAsync(table, partition, policy, key, asOwner: null, cancellationToken);
        }
        catch (PostgresException e) when (connection.State == ConnectionState.Open && e.SqlState == PostgresErrorCodes.InsufficientPrivilege && partition.Owner.Length > 0)
        {
            return await CountAsOwnerAsync(table, partition, policy, key, e, cancellationToken);
        }
        catch (PostgresException e) when (connection.State == ConnectionState.Open)
        {
            return NotRead(table, partition, $"{e.SqlState} {e.MessageText}");
        }
    }

    /// <summary>A member that does not inherit, or is kept from rows by row security, may still become the owner; that is how the rows will be moved, too.</summary>
    async Task<ImmutableArray<StrayRows>> CountAsOwnerAsync(
        PartitionedTable table, Partition partition, PartitionPolicy policy, TimeKey key, PostgresException refusal, CancellationToken cancellationToken)
    {
        try
        {
            return await CountAsync(table, partition, policy, key, partition.Owner, cancellationToken);
        }
        catch (PostgresException) when (connection.State == ConnectionState.Open)
        {
            return NotRead(table, partition, $"{refusal.SqlState} {refusal.MessageText}");
        }
    }

    async Task<ImmutableArray<StrayRows>> CountAsync(
        PartitionedTable table, Partition partition, PartitionPolicy policy, TimeKey key, string? asOwner, CancellationToken cancellationToken)
    {
        // One snapshot, so that ranges and counts agree.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var query = new StrayRowQuery(transaction, partition.Name, table.Key[0]);
        await query.PrepareAsync(asOwner, cancellationToken);
        var search = new StrayRowSearch(query, key, new RangeGrid(policy.Interval, key.GridZone), time, safety.StatementTimeout.Value);
        var rows = await search.FindAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows ?? NotRead(table, partition, "finding its ranges takes longer than the statement timeout");
    }

    ImmutableArray<StrayRows> NotRead(PartitionedTable table, Partition partition, string why)
    {
        LogDefaultPartitionNotRead(table.Name, partition.Name, why);
        return [];
    }

    [LoggerMessage(EventIds.DefaultPartitionNotRead, LogLevel.Warning,
        "{Table}: the rows of the default partition {Partition} were not counted: {Why}; a partition whose rows stand there cannot be created")]
    partial void LogDefaultPartitionNotRead(TableName table, TableName partition, string why);
}
