using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Cli;

/// <summary>The user's application: writes and reads the table of calls, one short statement after the other, and gives up on one that waits too long for a lock.</summary>
sealed class Application : IAsyncDisposable
{
    /// <summary>Ten times the lock timeout of the program under test: enough for what a loaded machine adds, and far less than if the statements were queued for the whole run.</summary>
    const string Patience = "SET lock_timeout = '1s'";

    readonly CancellationTokenSource _stop = new();
    readonly Task _working;
    PostgresException? _failure;
    int _statements;

    Application(TestDatabase database, DateOnly day) => _working = WorkAsync(database, day);

    /// <param name="day">Of the rows that are written.</param>
    public static Application Start(TestDatabase database, DateOnly day) => new(database, day);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _working;
    }

    /// <summary>No statement failed or waited for longer than an application should.</summary>
    public void AssertUnharmed()
    {
        Assert.Null(_failure);
        Assert.True(_statements > 10, $"Only {_statements} statements were run.");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    async Task WorkAsync(TestDatabase database, DateOnly day)
    {
        await using var connection = await database.OpenAsync();
        try
        {
            await ExecuteAsync(connection, Patience);
            while (!_stop.IsCancellationRequested)
            {
                await ExecuteAsync(connection, $"INSERT INTO public.calls VALUES (1, '{day:yyyy-MM-dd}', 'from the application')");
                await ExecuteAsync(connection, "SELECT * FROM public.calls LIMIT 10");
                _statements += 2;
                await ExecuteAsync(connection, "SELECT pg_sleep(0.005)"); // leaves the processor to others
            }
        }
        catch (PostgresException e)
        {
            _failure = e;
        }
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
