using System.Collections.Immutable;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

/// <param name="Done">Done now, or found done.</param>
readonly record struct OutcomeCount(int Done, int LockNotAvailable, int Skipped, int Failed)
{
    public static OutcomeCount Of(ImmutableArray<StepOutcome> outcomes) => new(
        outcomes.Count(outcome => outcome is StepOutcome.Done or StepOutcome.AlreadyDone),
        outcomes.Count(outcome => outcome is StepOutcome.LockNotAvailable),
        outcomes.Count(outcome => outcome is StepOutcome.Skipped),
        outcomes.Count(outcome => outcome is StepOutcome.Failed));
}
