using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>Another session's open transaction: "the application holds the table until released".</summary>
public sealed class HeldLock : IAsyncDisposable
{
    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;

    HeldLock(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    /// <summary>The process id of the session, as in <c>pg_stat_activity</c> and in what PartitionKeeper reports as blocking.</summary>
    public int BackendPid => _connection.ProcessID;

    /// <param name="sql">Takes the locks: <c>SELECT 1 FROM events LIMIT 1</c>, <c>LOCK TABLE events IN …</c>, an INSERT.</param>
    public static async Task<HeldLock> OpenAsync(string connectionString, string sql, CancellationToken cancellationToken = default)
    {
        // Not pooled: the session ends with the lock, and its process id belongs to nobody else.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new HeldLock(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs another statement in the holding transaction.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns as soon as another session waits for this one.</summary>
    /// <exception cref="TimeoutException">Nobody did within <paramref name="timeout"/> (30 s).</exception>
    public async Task WaitUntilSomeoneWaitsAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        // pg_locks is read anew by each statement, pg_stat_activity only once in a transaction. The server does the sleeping.
        const string Sql = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE NOT l.granted AND pg_catalog.pg_backend_pid() = ANY (pg_catalog.pg_blocking_pids(l.pid))),
                   pg_catalog.pg_sleep(0.01)
            """;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout ?? TimeSpan.FromSeconds(30));
        await using var command = new NpgsqlCommand(Sql, _connection, _transaction);
        while (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"No session began to wait for backend {BackendPid}.");
        }
    }

    /// <summary>Commits, which lets go of the locks; what the transaction wrote stays.</summary>
    public Task CommitAsync(CancellationToken cancellationToken = default) => _transaction.CommitAsync(cancellationToken);

    /// <summary>Rolls back, which lets go of the locks.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken = default) => _transaction.RollbackAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
