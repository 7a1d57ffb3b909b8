using System.Collections.Concurrent;
using System.Collections.Immutable;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using PartitionKeeper.Scheduling;
using PartitionKeeper.UnitTests.Configuration;
using PartitionKeeper.UnitTests.Fixtures;
using PartitionKeeper.UnitTests.Maintenance;
using PartitionKeeper.UnitTests.Planning;

namespace PartitionKeeper.UnitTests.Scheduling;

public sealed class MaintenanceWorkerTests : IAsyncDisposable
{
    readonly ManualTimeProvider _time = new(PlannerScenario.Utc("2026-11-30 12:00"));
    readonly RecordedLog<MaintenanceWorker> _log = new();
    readonly ConcurrentQueue<(DateTimeOffset At, RunKind? Kind)> _runs = new();
    readonly SemaphoreSlim _waiting = new(0);
    readonly MaintenanceWorker _worker;
    KeeperSettings _settings = SettingsText.Valid(SettingsText.With("\"Schedule\": \"0 2 1 * *\""));
    TaskCompletionSource _edited = new();
    MaintenanceStatus _status = MaintenanceStatus.NothingToDo;

    public MaintenanceWorkerTests() => _worker = new MaintenanceWorker(
        () => _settings, (_, token) => _edited.Task.WaitAsync(token), Run, (_, _) => _waiting.Release(), Task.CompletedTask, _time, new Random(1), _log);

    [Fact]
    public async Task Runs_at_start_then_on_schedule()
    {
        await StartAsync();
        await AdvanceAsync(TimeSpan.FromHours(14));

        Assert.Equal([(PlannerScenario.Utc("2026-11-30 12:00"), null), (PlannerScenario.Utc("2026-12-01 02:00"), RunKind.Full)], _runs);
    }

    [Fact]
    public async Task Shows_life_once_and_is_quiet_when_nothing_is_to_be_done()
    {
        await StartAsync();
        await AdvanceAsync(TimeSpan.FromHours(14));

        Assert.Equal(["Information", "Debug"], _log.Entries.Where(entry => entry.EventId == EventIds.NextRun).Select(entry => entry.Level.ToString()));
        Assert.Contains(_log.Entries, entry => entry.Message == "nothing to do; next run 2026-12-01 02:00:00Z, next full run 2026-12-01 02:00:00Z");
    }

    [Fact]
    public async Task Says_once_that_a_database_is_away_and_once_that_it_is_back()
    {
        _status = MaintenanceStatus.Unavailable;
        await StartAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        await AdvanceAsync(TimeSpan.FromSeconds(2));
        _status = MaintenanceStatus.Done;
        await AdvanceAsync(TimeSpan.FromSeconds(4));

        Assert.Equal(4, _runs.Count);
        Assert.Single(_log.Entries, entry => entry.EventId == EventIds.DatabaseUnavailable);
        Assert.Single(_log.Entries, entry => entry.EventId == EventIds.DatabaseBack);
    }

    [Fact]
    public async Task Reconciles_at_once_after_an_edit_and_keeps_to_the_new_schedule()
    {
        await StartAsync();
        var edited = _edited;
        (_edited, _settings) = (new TaskCompletionSource(), SettingsText.Valid(SettingsText.With("\"Schedule\": \"30 12 * * *\"")));
        edited.SetResult();
        await WaitingAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Equal([null, RunKind.Reconcile, RunKind.Full], _runs.Select(run => run.Kind));
    }

    [Fact]
    public async Task Survives_a_clock_that_is_set_back_by_a_year()
    {
        await StartAsync();
        _time.SetUtcNow(PlannerScenario.Utc("2025-11-30 12:00"));
        await AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((PlannerScenario.Utc("2025-11-30 12:01"), RunKind.Reconcile), _runs.Last());
        Assert.Single(_log.Entries, entry => entry.EventId == EventIds.ClockWentBack);
    }

    [Fact]
    public async Task Stops_while_it_waits()
    {
        await StartAsync();

        await _worker.StopAsync(CancellationToken.None);

        Assert.True(_worker.ExecuteTask!.IsCompleted);
        Assert.False(_worker.ExecuteTask.IsFaulted);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _waiting.Dispose();
    }

    Task<ImmutableArray<MaintenanceReport>> Run(KeeperSettings settings, ImmutableArray<DueRun> due, CancellationToken cancellationToken)
    {
        foreach (var run in due)
            _runs.Enqueue((_time.GetUtcNow(), run.Kind));
        return Task.FromResult(due.Select(run => Reports.Of(_status, database: run.Target.Name)).ToImmutableArray());
    }

    async Task StartAsync()
    {
        await _worker.StartAsync(CancellationToken.None);
        await WaitingAsync();
    }

    /// <summary>Until a round has ended and the worker waits for the next.</summary>
    async Task WaitingAsync()
    {
        Assert.True(await _waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        await _time.WhenWaitingAsync();
    }

    /// <summary>Lets time pass in steps, since each wait is a slice of at most a minute, until a round has ended.</summary>
    async Task AdvanceAsync(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(1))
        {
            await _time.WhenWaitingAsync();
            _time.Advance(left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes(1));
        }

        await WaitingAsync();
    }
}
