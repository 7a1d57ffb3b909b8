using System.Diagnostics;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>The one word for a kind of step in logs, the audit trail and the script.</summary>
public static class StepName
{
    public static string Of(PlanStep step) => step switch
    {
        PlanStep.FinalizeDetach => "finalize",
        PlanStep.CreatePartition => "create",
        PlanStep.DrainDefault => "drain",
        PlanStep.AttachPartition => "attach",
        PlanStep.DetachPartition => "detach",
        PlanStep.DropDetachedTable => "drop",
        _ => throw new UnreachableException(),
    };
}
