using System.Collections.Immutable;
using Dapper;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>The locks that a statement leaves its transaction with.</summary>
static class TakenLocks
{
    const string Relations = "SELECT oid::bigint AS oid, relname AS name FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace";

    /// <returns><c>p: ShareUpdateExclusive</c>, a line per table and mode, sorted.</returns>
    public static async Task<ImmutableArray<string>> OfAsync(TestDatabase database, string statement, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Before and after: the statement may make tables, and may drop them.
        var names = (await connection.QueryAsync<(long Oid, string Name)>(Relations)).ToDictionary();
        await connection.ExecuteAsync(new CommandDefinition(statement, cancellationToken: cancellationToken));
        foreach (var (oid, name) in await connection.QueryAsync<(long Oid, string Name)>(Relations))
            names[oid] = name;

        var locks = await connection.QueryAsync<(long Oid, string Mode)>(
            "SELECT relation::bigint AS oid, replace(mode, 'Lock', '') AS mode FROM pg_catalog.pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted");
        return [.. locks.Where(taken => names.ContainsKey(taken.Oid)).Select(taken => $"{names[taken.Oid]}: {taken.Mode}").Order(StringComparer.Ordinal)];
    }
}
