using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

/// <summary>A run on each of several databases, a bounded number at once. One failing database never stops another.</summary>
sealed partial class MaintenanceRound(TimeProvider time, ILoggerFactory logs)
{
    readonly ILogger _logger = logs.CreateLogger<MaintenanceRound>();

    /// <summary>Reports in the order of <paramref name="targets"/>; a stop is told in them, not thrown.</summary>
    /// <param name="requestFor">What is asked of each database.</param>
    /// <param name="onOutcome">Called as steps finish, from several databases at the same time.</param>
    public async Task<ImmutableArray<MaintenanceReport>> ApplyAsync(
        KeeperSettings settings, ImmutableArray<DatabaseTarget> targets, Func<DatabaseTarget, RunRequest> requestFor,
        Action<DatabaseTarget, StepOutcome> onOutcome, CancellationToken cancellationToken) =>
        // The places are waited for without the token: a database whose turn has not come reports that it was stopped, too.
        await AtOnce.EachAsync(targets, settings.DatabasesAtOnce, target => ApplyAsync(settings, target, requestFor(target), onOutcome, cancellationToken), CancellationToken.None);

    async Task<MaintenanceReport> ApplyAsync(
        KeeperSettings settings, DatabaseTarget target, RunRequest request, Action<DatabaseTarget, StepOutcome> onOutcome, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        MaintenanceReport report;

        try
        {
            report = await new MaintenanceRun(target, settings, request, time, logs).ApplyAsync(outcome => onOutcome(target, outcome), cancellationToken);
        }
        catch (Exception e) // a bug ends the run of this database, not the process and not the other databases
        {
            LogRunFailed(e, target);
            return Crashed(target, request, started, e);
        }

        ReportLog.Write(_logger, report);
        return report;
    }

    MaintenanceReport Crashed(DatabaseTarget target, RunRequest request, long started, Exception e) => new()
    {
        RunId = Guid.CreateVersion7(),
        Database = target.Name,
        Kind = request.Kind ?? RunKind.Reconcile,
        AsOf = request.AsOf ?? time.GetUtcNow(),
        Elapsed = time.GetElapsedTime(started),
        Status = MaintenanceStatus.Failed,
        Error = $"the run ended in an error of the program: {e.GetType().Name}: {e.Message}",
    };

    [LoggerMessage(EventIds.RunFailed, LogLevel.Error, "The run on {Database} ended in an error of the program; please report it. The next run starts again from what is there")]
    partial void LogRunFailed(Exception e, DatabaseTarget database);
}
