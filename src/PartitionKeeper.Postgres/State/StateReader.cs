using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Reads our own tables, in one round trip.</summary>
sealed partial class StateReader(NpgsqlConnection connection, DatabaseTarget target, ILogger<StateReader> log)
{
    /// <param name="present">Null: there is no state schema. False: this role may not read it.</param>
    /// <param name="tables">As the catalog query showed them, moments ago: where it saw a partition, that is what counts.</param>
    public async Task<StateFacts> ReadAsync(bool? present, ImmutableArray<PartitionedTable> tables, CancellationToken cancellationToken)
    {
        if (present is null)
            return StateFacts.None;
        if (present == false)
        {
            LogStateNotReadable(target, target.StateSchema, PostgresErrorCodes.InsufficientPrivilege);
            return StateFacts.None;
        }

        try
        {
            return await ReadAsync(tables, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            LogStateNotReadable(target, target.StateSchema, e.SqlState);
            return StateFacts.None;
        }
    }

    async Task<StateFacts> ReadAsync(ImmutableArray<PartitionedTable> tables, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var query in (string[])["runs.sql", "detached.sql", "holds.sql"])
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SqlFile.Read($"State/Sql/{query}").Replace("{schema}", Identifier.Quote(target.StateSchema))));

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var version = reader.IsDBNull(0) ? 0 : reader.GetInt32(0);
        var (lastRun, lastFullRun, failed) = (Time(reader, 1), Time(reader, 2), !reader.IsDBNull(3) && reader.GetBoolean(3));

        await reader.NextResultAsync(cancellationToken);
        var seen = tables.SelectMany(table => table.Partitions).ToDictionary(partition => partition.Oid);
        var detached = ImmutableArray.CreateBuilder<DetachedPartition>();
        while (await reader.ReadAsync(cancellationToken))
            detached.Add(DetachedRow.Read(reader, seen));

        await reader.NextResultAsync(cancellationToken);
        var holds = ImmutableArray.CreateBuilder<Hold>();
        while (await reader.ReadAsync(cancellationToken))
            holds.Add(Hold(reader));

        return new StateFacts(version, lastRun, lastFullRun, failed, detached.ToImmutable(), holds.ToImmutable());
    }

    Hold Hold(NpgsqlDataReader reader)
    {
        var pattern = reader.GetString(0);
        var hold = HoldReader.Read(
            pattern, reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3), out var problem);
        if (problem is not null)
            LogHoldNotUnderstood(target, target.StateSchema, pattern, problem);
        return hold;
    }

    static DateTimeOffset? Time(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    [LoggerMessage(EventIds.StateNotReadable, LogLevel.Warning,
        "{Database}: the tables of schema {StateSchema} cannot be read ({SqlState}); planning goes on without detached partitions, holds and earlier runs, and nothing can be retired; grant USAGE on the schema and SELECT on its tables")]
    partial void LogStateNotReadable(DatabaseTarget database, string stateSchema, string sqlState);

    [LoggerMessage(EventIds.HoldNotUnderstood, LogLevel.Warning, "{Database}: the hold of {StateSchema}.hold for {Pattern} is not understood: {Problem}")]
    partial void LogHoldNotUnderstood(DatabaseTarget database, string stateSchema, string pattern, string problem);
}
