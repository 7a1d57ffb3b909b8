using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

static class PlanSummary
{
    /// <summary>"3 to create, 2 to detach, 2 to drop", in the order in which runs do it.</summary>
    public static string Of(IEnumerable<PlanStep> steps) =>
        string.Join(", ", steps.GroupBy(StepWords.Verb).OrderBy(same => Order(same.First())).Select(same => $"{same.Count()} to {same.Key}"));

    static int Order(PlanStep step) => step switch
    {
        PlanStep.FinalizeDetach => 0,
        PlanStep.CreatePartition => 1,
        PlanStep.DrainDefault => 2,
        PlanStep.AttachPartition => 3,
        PlanStep.DetachPartition => 4,
        _ => 5,
    };
}
