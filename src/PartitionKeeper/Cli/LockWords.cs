using System.Diagnostics;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

/// <summary>Which locks a step takes, in one phrase for people; <c>docs/locking.md</c> has all of them.</summary>
static class LockWords
{
    public static string For(PlanStep step, bool hasDefaultPartition) => step switch
    {
        PlanStep.CreatePartition or PlanStep.AttachPartition => "SHARE UPDATE EXCLUSIVE on the table"
            + (hasDefaultPartition ? ", ACCESS EXCLUSIVE on its default partition" : " (reads and writes go on)"),
        PlanStep.DrainDefault => "ACCESS EXCLUSIVE on the table and its default partition while the rows change places",
        PlanStep.DetachPartition { Concurrently: true } or PlanStep.FinalizeDetach =>
            "SHARE UPDATE EXCLUSIVE on the table, ACCESS EXCLUSIVE on the partition (reads and writes of the others go on)",
        PlanStep.DetachPartition => "ACCESS EXCLUSIVE on the table and its default partition",
        PlanStep.DropDetachedTable { ForeignKeys.IsEmpty: false } => "ACCESS EXCLUSIVE on the detached table and on the tables that its foreign keys reference, one at a time",
        PlanStep.DropDetachedTable => "ACCESS EXCLUSIVE on the detached table only",
        _ => throw new UnreachableException(),
    };
}
