using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

/// <summary>One run on one database: maintenance lock, catalog, plan, execution, history. Ends in a report, whatever happens.</summary>
sealed partial class MaintenanceRun(DatabaseTarget target, KeeperSettings settings, RunRequest request, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>The history is written after a stop too, but a server that does not answer must not hold the stop up.</summary>
    static readonly TimeSpan HistoryAfterStop = TimeSpan.FromSeconds(5);

    static readonly string Version = typeof(MaintenanceRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    readonly Guid _id = Guid.CreateVersion7();
    readonly List<StepOutcome> _outcomes = [];
    readonly long _started = time.GetTimestamp();
    readonly DateTimeOffset _startedAt = time.GetUtcNow();
    MaintenancePlan? _plan;
    DateTimeOffset? _lastFullRunAt;

    /// <param name="onOutcome">Called as each step finishes, in order.</param>
    public async Task<MaintenanceReport> ApplyAsync(Action<StepOutcome> onOutcome, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await MaintenanceSession.OpenAsync(target, settings.Safety, time, logs, cancellationToken);

            if (session.IsStandby)
                return Report(MaintenanceStatus.Standby, "the server is a hot standby, where nothing can be changed; point the connection string at the primary");

            return await session.TryTakeMaintenanceLockAsync(cancellationToken)
                ? await PlanAndExecuteAsync(session, onOutcome, cancellationToken)
                : Report(MaintenanceStatus.AnotherHolder, "another session holds the maintenance lock of this database and does the work; nothing was done here");
        }
        catch (DatabaseUnavailableException e)
        {
            return Report(MaintenanceStatus.Unavailable, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Report(MaintenanceStatus.Stopped, "stopped as asked; the next run goes on from what is there");
        }
    }

    async Task<MaintenanceReport> PlanAndExecuteAsync(MaintenanceSession session, Action<StepOutcome> onOutcome, CancellationToken cancellationToken)
    {
        // Just before the catalog is read: a later reading would count the wait for a free place as a difference between clocks.
        var now = time.GetUtcNow();
        var policies = settings.PoliciesFor(target.Name);
        var catalog = await session.ReadCatalogAsync(policies, request.WithSizes, cancellationToken);
        if (request.Saved is not null && RunPlan.Staleness(catalog, settings, request, now) is { } stale)
            return Report(MaintenanceStatus.StalePlan, stale);

        _plan = RunPlan.Make(catalog, settings, request, now);
        _lastFullRunAt = catalog.LastFullRunAt;

        if (request.Kind is null && FullRunOwed.Since(settings.Schedule, catalog, now) is { } missed)
            LogMissedRun(logs.CreateLogger<MaintenanceRun>(), missed, target);

        var stopped = await ExecuteAsync(session, _plan, catalog, onOutcome, cancellationToken);
        var report = Report(ReportStatus.Of(_plan, [.. _outcomes], stopped), stopped ? "stopped as asked; the next run goes on from what is there" : null);
        var recorded = await RecordAsync(session, report, policies, cancellationToken);
        return recorded && IsFullRun(report) && report.Status is not (MaintenanceStatus.Failed or MaintenanceStatus.Stopped)
            ? report with { LastFullRunAt = report.AsOf }
            : report;
    }

    /// <summary>True when the run was stopped in the middle.</summary>
    async Task<bool> ExecuteAsync(
        MaintenanceSession session, MaintenancePlan plan, DatabaseCatalog catalog, Action<StepOutcome> onOutcome, CancellationToken cancellationToken)
    {
        if (plan.IsEmpty)
            return false;

        try
        {
            await session.ExecuteAsync(plan, catalog, _id, Note, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }

        return cancellationToken.IsCancellationRequested && _outcomes.Exists(outcome => outcome is StepOutcome.Skipped);

        void Note(StepOutcome outcome)
        {
            _outcomes.Add(outcome);
            onOutcome(outcome);
        }
    }

    /// <summary>A run of one table, or as of a made-up time, is no full run: recorded as one, it would hide that the scheduled run was missed.</summary>
    bool IsFullRun(MaintenanceReport report) => report.Kind == RunKind.Full && request.OnlyTable is null && request.AsOf is null && request.Saved?.OnlyTable is null;

    async Task<bool> RecordAsync(MaintenanceSession session, MaintenanceReport report, ImmutableArray<PartitionPolicy> policies, CancellationToken cancellationToken)
    {
        if (ReportStatus.ToRunOutcome(report.Status) is not { } outcome)
            return false;

        var run = new RunRecord(_id, IsFullRun(report) ? RunKind.Full : RunKind.Reconcile, report.AsOf, _startedAt, report.Elapsed, outcome,
            report.Outcomes.Length, report.Outcomes.Count(step => step is StepOutcome.Failed), Environment.MachineName, Version);

        // The caller's token may be why we are here.
        using var afterStop = new CancellationTokenSource(HistoryAfterStop, time);
        return await session.RecordRunAsync(
            run, needed: policies.Any(policy => policy.Retention is not null), report.Status == MaintenanceStatus.Stopped ? afterStop.Token : cancellationToken);
    }

    MaintenanceReport Report(MaintenanceStatus status, string? error) => new()
    {
        RunId = _id,
        Database = target.Name,
        Kind = _plan?.Kind ?? request.Kind ?? RunKind.Reconcile,
        AsOf = _plan?.AsOf ?? request.AsOf ?? _startedAt,
        Elapsed = time.GetElapsedTime(_started),
        Status = status,
        Plan = _plan,
        Outcomes = [.. _outcomes],
        LastFullRunAt = _lastFullRunAt,
        Error = error,
    };

    [LoggerMessage(EventIds.MissedRun, LogLevel.Information, "The full run of {Scheduled:u} on {Database} was missed; it is made up for now")]
    static partial void LogMissedRun(ILogger logger, DateTimeOffset scheduled, DatabaseTarget database);
}
