using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

static class FailedSteps
{
    /// <summary>One line: the first failed step and how many more there are.</summary>
    public static string Describe(MaintenanceReport report)
    {
        var failed = report.Outcomes.OfType<StepOutcome.Failed>().ToList();
        return failed.Count == 0
            ? "the run failed"
            : $"{StepWords.Verb(failed[0].Step)} {failed[0].Step.Partition}: {failed[0].Message}{(failed.Count > 1 ? $" (and {failed.Count - 1} more)" : "")}";
    }
}
