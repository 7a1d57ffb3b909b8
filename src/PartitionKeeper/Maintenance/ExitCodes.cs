using PartitionKeeper.Cli;
using PartitionKeeper.Status;

namespace PartitionKeeper.Maintenance;

static class ExitCodes
{
    /// <summary>The exit code of a round: the gravest of its databases'.</summary>
    public static ExitCode Of(IEnumerable<MaintenanceReport> reports)
    {
        var statuses = reports.Select(report => report.Status).ToHashSet();

        return statuses.Contains(MaintenanceStatus.Stopped) ? ExitCode.Interrupted
            : statuses.Overlaps([MaintenanceStatus.Failed, MaintenanceStatus.Unavailable]) ? ExitCode.Failed
            : statuses.Contains(MaintenanceStatus.StalePlan) ? ExitCode.StalePlan
            : statuses.Overlaps([MaintenanceStatus.Deferred, MaintenanceStatus.AnotherHolder, MaintenanceStatus.Standby]) ? ExitCode.Deferred
            : ExitCode.Done;
    }

    /// <summary><c>plan</c>: 1 when a database could not be read, otherwise 3 when anything is to be done.</summary>
    public static ExitCode OfPlans(IReadOnlyCollection<DatabaseReading> readings) =>
        readings.Any(reading => reading.Plan is null) ? ExitCode.Failed
        : readings.Any(reading => reading.Plan is { IsEmpty: false }) ? ExitCode.ChangesPending
        : ExitCode.Done;

    /// <summary><c>check</c>: 1 when a database could not be read, otherwise 3 when one is not healthy.</summary>
    public static ExitCode OfHealth(IReadOnlyCollection<DatabaseHealth> databases) =>
        databases.Any(database => database.Error is not null) ? ExitCode.Failed
        : databases.Any(database => !database.IsHealthy) ? ExitCode.ChangesPending
        : ExitCode.Done;
}
