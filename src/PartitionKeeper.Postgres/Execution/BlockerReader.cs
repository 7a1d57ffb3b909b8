using System.Collections.Immutable;
using Dapper;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Finds the sessions in the way of a step, without asking for a lock itself.</summary>
static class BlockerReader
{
    static readonly string Sql = SqlFile.Read("Execution/Sql/blockers.sql");

    /// <summary>Oldest transaction first, one entry per session.</summary>
    /// <param name="snapshots">Also sessions whose snapshot would be waited for, as the end of a concurrent detach does.</param>
    public static async Task<Blockers> ReadAsync(
        NpgsqlConnection connection, IEnumerable<(TableName Relation, LockLevel Level)> wanted, bool snapshots, CancellationToken cancellationToken)
    {
        var pairs = wanted.SelectMany(lockWanted => LockConflicts.With(lockWanted.Level).Select(mode => (Relation: lockWanted.Relation.ToString(), mode))).Distinct().ToArray();
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Sql,
            new { Relations = pairs.Select(pair => pair.Relation).ToArray(), Modes = pairs.Select(pair => pair.mode).ToArray(), Snapshots = snapshots },
            cancellationToken: cancellationToken));

        var sessions = rows.DistinctBy(row => row.Pid).ToArray();
        return new Blockers([.. sessions.Select(Blocker)], sessions.Any(row => row.IsAutovacuum));
    }

    static Blocker Blocker(Row row) =>
        new(row.Pid, row.ApplicationName, row.User, row.State, row.LockMode, row is { Schema: { } schema, Name: { } name } ? new TableName(schema, name) : null, row.TransactionAge);

    sealed class Row
    {
        public int Pid { get; init; }
        public string ApplicationName { get; init; } = "";
        public string User { get; init; } = "";
        public string State { get; init; } = "";
        public bool IsAutovacuum { get; init; }
        public string LockMode { get; init; } = "";
        public string? Schema { get; init; }
        public string? Name { get; init; }
        public TimeSpan? TransactionAge { get; init; }
    }
}

/// <param name="Autovacuum">One of them is an autovacuum, which gives way when it is asked long enough.</param>
readonly record struct Blockers(ImmutableArray<Blocker> Sessions, bool Autovacuum);
