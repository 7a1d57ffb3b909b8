using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PartitionKeeper.Postgres;

/// <summary>Sends groups of statements, and leaves the session as it was when one fails: no transaction open, no role taken.</summary>
sealed partial class GroupSender(NpgsqlConnection connection, TimeProvider time, ILogger logger)
{
    /// <summary>For cleaning up after a cancellation, which must not be cancelled by the same token.</summary>
    public static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(10);

    public async Task SendAsync(StatementGroup group, StepProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var line in group.Lines())
                await SendAsync(line, progress, cancellationToken);
        }
        catch when (connection.State == ConnectionState.Open)
        {
            using var cleanUp = new CancellationTokenSource(CleanUpTime);
            await ExecuteAsync(group.InTransaction ? "ROLLBACK" : "RESET ROLE", timeout: null, cleanUp.Token);
            throw;
        }
    }

    async Task SendAsync(StatementLine line, StepProgress progress, CancellationToken cancellationToken)
    {
        // A stop is heard between statements, and cancels the one that runs; but what has come as far as its COMMIT is committed, so that its outcome is known.
        if (line.Sql == StatementGroup.Commit)
            cancellationToken = CancellationToken.None;
        cancellationToken.ThrowIfCancellationRequested();
        LogStatementSent(line.Sql);
        progress.Sent.Add(line.Sql);

        var sent = time.GetTimestamp();
        try
        {
            var rows = await ExecuteAsync(line.Sql, line.Statement?.StatementTimeout.Value, cancellationToken);
            if (line.Statement is { OnlyLocks: true })
                progress.LockWait += time.GetElapsedTime(sent);
            if (line.Statement is { MovesRows: true })
                progress.RowsMoved = rows;
        }
        catch (PostgresException e) when (LockRetry.IsLockFailure(e) || e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            progress.LockWait += time.GetElapsedTime(sent);
            throw;
        }
    }

    /// <param name="timeout">The server's; ours is longer, and is for a server that has vanished.</param>
    async Task<int> ExecuteAsync(string sql, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (timeout is { } limit)
            command.CommandTimeout = Math.Max(command.CommandTimeout, (int)(limit + CleanUpTime).TotalSeconds);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(EventIds.StatementSent, LogLevel.Debug, "{Sql}")]
    partial void LogStatementSent(string sql);
}
