using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Which steps of a table are not tried after one that did not succeed. Creating comes first: only what would certainly fail as well keeps it back.</summary>
static class StepDependency
{
    /// <returns>Why <paramref name="step"/> is not tried; null when <paramref name="earlier"/> is no obstacle.</returns>
    public static string? WhyNot(StepOutcome earlier, PlanStep step)
    {
        if (earlier is StepOutcome.Done or StepOutcome.AlreadyDone || earlier.Step.Table != step.Table)
            return null;

        var what = $"{StepName.Of(earlier.Step)} {earlier.Step.Partition}";
        return earlier switch
        {
            // Skipped for a hold concerns that partition alone; skipped for something earlier still is answered by that.
            StepOutcome.Skipped skipped => earlier.Step.Partition == step.Partition ? $"{what} was skipped: {skipped.Why}" : null,
            StepOutcome.LockNotAvailable => Creates(step) && !Creates(earlier.Step) ? null : $"{what} was not granted its lock",
            StepOutcome.Failed { SqlState: PostgresErrorCodes.InsufficientPrivilege } when Creates(earlier.Step) || !Creates(step) => $"{what} failed for want of a privilege",
            StepOutcome.Failed => Creates(step) ? null : $"{what} failed",
            _ => null,
        };
    }

    static bool Creates(PlanStep step) => step is PlanStep.CreatePartition;
}
