using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Cli;

/// <summary>A concurrent detach that was begun and could not finish, as a killed run or an impatient person leaves it.</summary>
static class PendingDetach
{
    /// <param name="table">With its schema, as is <paramref name="partition"/>.</param>
    public static async Task LeaveAsync(TestDatabase database, string table, string partition)
    {
        await using var reader = await database.HoldAsync($"SELECT count(*) FROM {table}");
        await using var connection = await database.OpenAsync();

        // Not in one command with the timeout: that would be a transaction block.
        await using var limit = new NpgsqlCommand("SET lock_timeout = '100ms'", connection);
        await limit.ExecuteNonQueryAsync();
        await using var detach = new NpgsqlCommand($"ALTER TABLE {table} DETACH PARTITION {partition} CONCURRENTLY", connection);
        await Assert.ThrowsAsync<PostgresException>(() => detach.ExecuteNonQueryAsync());
    }
}
