using System.Diagnostics;
using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>An application that sends one statement after the other, each its own transaction, and notes how long the slowest took.</summary>
sealed class Traffic : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly Task<TimeSpan> _slowest;

    Traffic(NpgsqlConnection connection, string statement) => _slowest = Task.Run(() => RunAsync(connection, statement));

    public static async Task<Traffic> StartAsync(TestDatabase database, string statement, CancellationToken cancellationToken) =>
        new(await database.OpenAsync(cancellationToken), statement);

    /// <returns>How long the slowest statement took.</returns>
    /// <exception cref="PostgresException">A statement failed.</exception>
    public async Task<TimeSpan> StopAsync()
    {
        await _stop.CancelAsync();
        return await _slowest;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _slowest.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    async Task<TimeSpan> RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var _ = connection;
        await using var command = new NpgsqlCommand(statement, connection);
        var slowest = TimeSpan.Zero;
        while (!_stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            // Without the token: a statement that waits is waited for, and counts.
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            var elapsed = Stopwatch.GetElapsedTime(started);
            slowest = elapsed > slowest ? elapsed : slowest;
        }

        return slowest;
    }
}
