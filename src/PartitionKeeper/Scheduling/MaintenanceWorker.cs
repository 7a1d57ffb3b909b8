using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Scheduling;

/// <summary>Runs on all <paramref name="due"/> databases. Reports, in the order of <paramref name="due"/>; a stop is told in them.</summary>
delegate Task<ImmutableArray<MaintenanceReport>> RunDatabases(KeeperSettings settings, ImmutableArray<DueRun> due, CancellationToken cancellationToken);

/// <summary>
/// Runs maintenance when it is due: at start (a full run that was missed, otherwise a reconcile), on the schedule, every <c>Reconcile</c>, after an edit of the settings, and again and again
/// while a database is away.
/// </summary>
/// <param name="firstRun">Completes when runs may begin.</param>
/// <param name="onRound">Is shown the agenda before each wait, and what the round before it brought.</param>
sealed partial class MaintenanceWorker(
    Func<KeeperSettings> settings, Func<KeeperSettings, CancellationToken, Task> whenChanged, RunDatabases run, Action<WorkerAgenda, ImmutableArray<MaintenanceReport>> onRound,
    Task firstRun, TimeProvider time, Random jitter, ILogger<MaintenanceWorker> logger) : BackgroundService
{
    readonly DatabasePresence _presence = new(logger);
    bool _lifeShown;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WorkAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped while it waited. The host takes it for a failure when it could not start for another reason.
        }
    }

    async Task WorkAsync(CancellationToken stoppingToken)
    {
        await firstRun.WaitAsync(stoppingToken);

        var agenda = new WorkerAgenda(settings(), jitter);
        agenda.StartOver(time.GetUtcNow(), kind: null);
        LogStarted(agenda.Databases.Length, agenda.Settings.Policies.Length, agenda.Settings.Schedule);

        while (!stoppingToken.IsCancellationRequested)
        {
            await RunDueAsync(agenda, stoppingToken);
            agenda = await WaitAsync(agenda, stoppingToken);
        }
    }

    async Task RunDueAsync(WorkerAgenda agenda, CancellationToken stoppingToken)
    {
        var due = agenda.TakeDue(time.GetUtcNow());
        var reports = due.IsEmpty ? [] : await run(agenda.Settings, due, stoppingToken);

        agenda.Note(reports, time.GetUtcNow());
        foreach (var report in reports)
            _presence.Note(report);

        onRound(agenda, reports);
        LogLife(agenda, reports);
    }

    /// <summary>Waits until something is due, or until there is a reason to look again; returns the agenda that then holds.</summary>
    async Task<WorkerAgenda> WaitAsync(WorkerAgenda agenda, CancellationToken stoppingToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var changed = whenChanged(agenda.Settings, awake.Token);

        try
        {
            while (!changed.IsCompleted && UntilNextLook(agenda) > TimeSpan.Zero)
            {
                await Task.WhenAny(changed, Task.Delay(UntilNextLook(agenda), time, awake.Token));
                stoppingToken.ThrowIfCancellationRequested();

                if (agenda.ClockWentBack(time.GetUtcNow()))
                {
                    LogClockWentBack();
                    agenda.StartOver(time.GetUtcNow(), RunKind.Reconcile);
                }
            }
        }
        finally
        {
            await awake.CancelAsync();
        }

        if (!changed.IsCompletedSuccessfully || ReferenceEquals(settings(), agenda.Settings))
            return agenda;

        var edited = new WorkerAgenda(settings(), jitter);
        _lifeShown = false;
        edited.StartOver(time.GetUtcNow(), RunKind.Reconcile);
        return edited;
    }

    /// <summary>At most a minute: a clock that is set, forward or back, is noticed only by looking at it. In whole milliseconds, rounded up, as timers count.</summary>
    TimeSpan UntilNextLook(WorkerAgenda agenda) =>
        agenda.Next - time.GetUtcNow() is { } left && left < WallClockWait.LongestSlice ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : WallClockWait.LongestSlice;

    /// <summary>A run that changed nothing is logged at Debug; the first one after the start or an edit is not, so that people see life.</summary>
    void LogLife(WorkerAgenda agenda, ImmutableArray<MaintenanceReport> reports)
    {
        if (reports.IsEmpty || agenda.Next is not { } next)
            return;

        var quiet = reports.All(report => report.Status is MaintenanceStatus.NothingToDo or MaintenanceStatus.AnotherHolder);
        var level = quiet && _lifeShown || reports.All(report => report.Status == MaintenanceStatus.Unavailable) ? LogLevel.Debug : LogLevel.Information;
        _lifeShown |= level == LogLevel.Information;
        LogNext(level, quiet ? "nothing to do" : "run finished", next, agenda.Databases.Min(database => database.NextFull));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        LogStopping();
        await base.StopAsync(cancellationToken);
    }

    [LoggerMessage(EventIds.WorkerStarted, LogLevel.Information, "Started: policies {Policies}, databases {Databases}, full runs at {Schedule}")]
    partial void LogStarted(int databases, int policies, Schedule schedule);

    [LoggerMessage(EventIds.WorkerStopping, LogLevel.Information, "Stopping; a statement under way is ended, the next run goes on from what is there")]
    partial void LogStopping();

    [LoggerMessage(EventId = EventIds.NextRun, Message = "{Summary}; next run {NextRun:u}, next full run {NextFullRun:u}")]
    partial void LogNext(LogLevel level, string summary, DateTimeOffset nextRun, DateTimeOffset? nextFullRun);

    [LoggerMessage(EventIds.ClockWentBack, LogLevel.Warning, "The clock was set back; the schedule is read anew from the time it shows now")]
    partial void LogClockWentBack();
}
