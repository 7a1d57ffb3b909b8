using Dapper;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>Counts how often a statement reads a table from end to end.</summary>
static class Scans
{
    public static async Task<long> OfAsync(TestDatabase database, string table, string statement, CancellationToken cancellationToken)
    {
        const string Counter = "SELECT coalesce(sum(seq_scan), 0)::bigint FROM pg_catalog.pg_stat_xact_user_tables WHERE relid = @table::regclass";
        await using var connection = await database.OpenAsync(cancellationToken);
        // What the session counted before may not have been handed in yet; in a transaction nothing is.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await connection.ExecuteScalarAsync<long>(Counter, new { table });
        await connection.ExecuteAsync(new CommandDefinition(statement, cancellationToken: cancellationToken));
        var after = await connection.ExecuteScalarAsync<long>(Counter, new { table });
        await transaction.CommitAsync(cancellationToken);
        return after - before;
    }
}
