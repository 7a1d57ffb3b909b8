using Microsoft.Extensions.Logging;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

/// <summary>A report as log events: its findings, then one line for the run. The steps were logged as they finished.</summary>
static partial class ReportLog
{
    public static void Write(ILogger logger, MaintenanceReport report)
    {
        var left = report.Findings;
        foreach (var finding in report.Plan?.Findings ?? [])
            LogFinding(logger, finding, report.Database, repaired: !left.Contains(finding));

        var kind = StepWords.Kind(report.Kind);
        var elapsed = Math.Round(report.Elapsed.TotalMilliseconds);

        switch (report.Status)
        {
            case MaintenanceStatus.NothingToDo:
                LogChangedNothing(logger, kind, report.Database, elapsed);
                break;
            case MaintenanceStatus.AnotherHolder:
                LogAnotherHolder(logger, report.Database);
                break;
            case MaintenanceStatus.Standby:
                LogStandby(logger, report.Database);
                break;
            case MaintenanceStatus.Unavailable: // said once, by who retries
                break;
            case MaintenanceStatus.StalePlan:
                LogNotApplied(logger, report.Database, report.Error ?? "");
                break;
            default:
                LogFinished(logger, report, kind, elapsed);
                break;
        }
    }

    static void LogFinding(ILogger logger, Finding finding, string database, bool repaired)
    {
        // Not every finding is about a table or a partition: what there is comes as properties, and the sentences name it anyway.
        using var scope = logger.BeginScope(Where(finding));

        // What the run put right is a warning: someone should find out why it came so far.
        var level = finding.Severity == Severity.Information ? LogLevel.Debug : LogLevel.Warning;

        if (finding.Severity == Severity.Error && !repaired)
            LogFindingError(logger, database, StepWords.Code(finding.Code), finding.Message, finding.Remedy);
        else
            LogFinding(logger, level, database, StepWords.Code(finding.Code), finding.Message, repaired ? "It is put right; find out why it came so far." : finding.Remedy);
    }

    static Dictionary<string, object> Where(Finding finding)
    {
        var where = new Dictionary<string, object>();
        if (finding.Table is { } table)
            where["Table"] = table.ToString();
        if (finding.Partition is { } partition)
            where["Partition"] = partition.ToString();
        return where;
    }

    static void LogFinished(ILogger logger, MaintenanceReport report, string kind, double elapsed)
    {
        var count = OutcomeCount.Of(report.Outcomes);
        var level = report.Status is MaintenanceStatus.Failed ? LogLevel.Error
            : report.Status is MaintenanceStatus.Deferred ? LogLevel.Warning
            : LogLevel.Information;

        LogFinished(logger, level, kind, report.Database, StepWords.Status(report.Status), count.Done, count.LockNotAvailable, count.Skipped, count.Failed, elapsed, report.RunId);
    }

    [LoggerMessage(EventId = EventIds.Finding, Message = "{Database}: {Finding}: {Message} {Remedy}")]
    static partial void LogFinding(ILogger logger, LogLevel level, string database, string finding, string message, string remedy);

    [LoggerMessage(EventIds.FindingError, LogLevel.Error, "{Database}: {Finding}: {Message} {Remedy}")]
    static partial void LogFindingError(ILogger logger, string database, string finding, string message, string remedy);

    [LoggerMessage(EventId = EventIds.RunFinished, Message =
        "The {RunKind} run on {Database} ended {Status}: {Done} done, {LockNotAvailable} without their lock, {Skipped} skipped, {Failed} failed, in {ElapsedMs} ms (run {RunId})")]
    static partial void LogFinished(
        ILogger logger, LogLevel level, string runKind, string database, string status, int done, int lockNotAvailable, int skipped, int failed, double elapsedMs, Guid runId);

    [LoggerMessage(EventIds.RunChangedNothing, LogLevel.Debug, "The {RunKind} run on {Database} found nothing to do, in {ElapsedMs} ms")]
    static partial void LogChangedNothing(ILogger logger, string runKind, string database, double elapsedMs);

    [LoggerMessage(EventIds.AnotherHolder, LogLevel.Information, "Another session holds the maintenance lock of {Database} and does the work; nothing was done here")]
    static partial void LogAnotherHolder(ILogger logger, string database);

    [LoggerMessage(EventIds.Standby, LogLevel.Warning, "{Database} is a hot standby, where nothing can be changed; point its connection string at the primary")]
    static partial void LogStandby(ILogger logger, string database);

    [LoggerMessage(EventIds.PlanNotApplied, LogLevel.Warning, "Nothing was done on {Database}: {Why}")]
    static partial void LogNotApplied(ILogger logger, string database, string why);
}
