using System.Collections.Immutable;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

static class ReportStatus
{
    /// <summary>How a run ended that got as far as carrying out its plan.</summary>
    public static MaintenanceStatus Of(MaintenancePlan plan, ImmutableArray<StepOutcome> outcomes, bool stopped)
    {
        if (outcomes.Any(outcome => outcome is StepOutcome.Failed))
            return MaintenanceStatus.Failed;

        if (stopped)
            return MaintenanceStatus.Stopped;

        if (outcomes.Any(outcome => outcome is StepOutcome.LockNotAvailable or StepOutcome.Skipped) || plan.Findings.Any(finding => finding.BlocksWork))
            return MaintenanceStatus.Deferred;

        return plan.IsEmpty ? MaintenanceStatus.NothingToDo : MaintenanceStatus.Done;
    }

    /// <summary>As the run history has it; null: the run did not get as far as history.</summary>
    public static RunOutcome? ToRunOutcome(MaintenanceStatus status) => status switch
    {
        MaintenanceStatus.NothingToDo => RunOutcome.NothingToDo,
        MaintenanceStatus.Done => RunOutcome.Done,
        MaintenanceStatus.Deferred => RunOutcome.Deferred,
        MaintenanceStatus.Failed => RunOutcome.Failed,
        MaintenanceStatus.Stopped => RunOutcome.Stopped,
        _ => null,
    };
}
