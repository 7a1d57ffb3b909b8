using System.Diagnostics;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

/// <summary>The words for steps and outcomes, the same in views, JSON and metrics.</summary>
static class StepWords
{
    public static string Verb(PlanStep step) => step switch
    {
        PlanStep.FinalizeDetach => "finalize",
        PlanStep.CreatePartition => "create",
        PlanStep.DrainDefault => "drain",
        PlanStep.AttachPartition => "attach",
        PlanStep.DetachPartition => "detach",
        PlanStep.DropDetachedTable => "drop",
        _ => throw new UnreachableException(),
    };

    public static string Outcome(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => "done",
        StepOutcome.AlreadyDone => "already-done",
        StepOutcome.LockNotAvailable => "lock-not-available",
        StepOutcome.Failed => "failed",
        StepOutcome.Skipped => "skipped",
        _ => throw new UnreachableException(),
    };

    public static string Status(MaintenanceStatus status) => status switch
    {
        MaintenanceStatus.NothingToDo => "nothing-to-do",
        MaintenanceStatus.Done => "done",
        MaintenanceStatus.Deferred => "deferred",
        MaintenanceStatus.Failed => "failed",
        MaintenanceStatus.AnotherHolder => "another-holder",
        MaintenanceStatus.Standby => "standby",
        MaintenanceStatus.Unavailable => "unavailable",
        MaintenanceStatus.Stopped => "stopped",
        MaintenanceStatus.StalePlan => "stale-plan",
        _ => throw new UnreachableException(),
    };

    public static string Kind(RunKind kind) => kind == RunKind.Full ? "full" : "reconcile";

    /// <summary>Kebab case: "name-taken".</summary>
    public static string Code(FindingCode code) =>
        string.Concat(code.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    public static string Severity(Severity severity) => severity.ToString().ToLowerInvariant();
}
