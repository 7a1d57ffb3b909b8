using Dapper;
using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>Watches sessions of the server from outside, so that a test goes on at the moment when one of them waits.</summary>
static class Backends
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns as soon as the session waits for a lock that another session holds.</summary>
    /// <param name="pid">The waiting session's process id.</param>
    /// <param name="blockedBy">Only by this session; null: by any.</param>
    /// <param name="atLeast">And has waited for this lock that long; null: at all.</param>
    /// <exception cref="TimeoutException">It did not within 30 seconds.</exception>
    public static async Task WaitUntilBlockedAsync(
        this TestDatabase database, int pid, CancellationToken cancellationToken, int? blockedBy = null, TimeSpan? atLeast = null)
    {
        const string Sql = """
            SELECT EXISTS (
                       SELECT FROM pg_catalog.pg_locks l
                       WHERE l.pid = @pid AND NOT l.granted
                         AND pg_catalog.cardinality(pg_catalog.pg_blocking_pids(l.pid)) > 0
                         AND (@blockedBy::int IS NULL OR @blockedBy = ANY (pg_catalog.pg_blocking_pids(l.pid)))
                         AND (@atLeast::float8 = 0 OR pg_catalog.clock_timestamp() - l.waitstart >= pg_catalog.make_interval(secs => @atLeast))),
                   pg_catalog.pg_sleep(0.01)
            """;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new { pid, blockedBy, atLeast = atLeast?.TotalSeconds ?? 0 };
        while (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql, parameters, cancellationToken: cancellationToken)))
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Backend {pid} did not begin to wait for {(blockedBy is { } by ? $"backend {by}" : "a lock")}.");
        }
    }

    /// <summary>Runs statements one after the other in a session that ends with them, each on its own as <c>DETACH … CONCURRENTLY</c> needs it.</summary>
    public static async Task ExecuteSeparatelyAsync(this TestDatabase database, CancellationToken cancellationToken, params string[] statements)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var statement in statements)
        {
            // Said to be text: Dapper takes a single word such as COMMIT for a procedure's name.
            await connection.ExecuteAsync(new CommandDefinition(statement, commandType: System.Data.CommandType.Text, cancellationToken: cancellationToken));
        }
    }

    /// <summary>As <see cref="ExecuteSeparatelyAsync"/>, and the last one must fail.</summary>
    /// <returns>PostgreSQL's refusal.</returns>
    public static Task<PostgresException> RefusedAsync(this TestDatabase database, CancellationToken cancellationToken, params string[] statements) =>
        Assert.ThrowsAsync<PostgresException>(() => database.ExecuteSeparatelyAsync(cancellationToken, statements));

    /// <summary>As <c>server_version_num</c> without its last four digits: 14 to 18.</summary>
    public static async Task<int> MajorVersionAsync(this TestDatabase database, CancellationToken cancellationToken) =>
        await database.ScalarAsync<int>("SELECT current_setting('server_version_num')::int / 10000", cancellationToken: cancellationToken);
}
