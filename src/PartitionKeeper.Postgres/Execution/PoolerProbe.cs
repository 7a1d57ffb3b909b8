using Npgsql;

namespace PartitionKeeper.Postgres;

/// <summary>
/// Finds out whether a transaction-pooling pooler stands in between. Through one, session locks and settings land on whatever server connection is free, so that
/// two workers could both "hold" the maintenance lock.
/// </summary>
static class PoolerProbe
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Nothing is asked of a server that answers in person: the pid it gave on connecting is then that of the process. Otherwise a second session is opened: a pooler
    /// that gives it the process of the first, while that is still open, pools by transaction.
    /// </summary>
    public static async Task<bool> SharesSessionsAsync(
        NpgsqlDataSource source, NpgsqlConnection connection, ServerFacts server, CancellationToken cancellationToken)
    {
        if (connection.ProcessID == server.BackendPid)
            return false;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var second = source.CreateConnection();
            await second.OpenAsync(patience.Token);
            return await BackendPidAsync(second, patience.Token) == server.BackendPid
                || await BackendPidAsync(connection, patience.Token) != server.BackendPid;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && connection.State == System.Data.ConnectionState.Open)
        {
            // No second server connection was to be had: a session pool of one.
            return false;
        }
    }

    static async Task<int> BackendPidAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
