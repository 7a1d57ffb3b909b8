using System.Collections.Immutable;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

/// <summary>What is left of a plan's findings after the run.</summary>
static class FindingsAfter
{
    public static ImmutableArray<Finding> Of(MaintenanceReport report)
    {
        if (report.Plan is not { } plan)
            return [];

        var repaired = report.Outcomes.GroupBy(outcome => outcome.Step.Table)
            .Where(outcomes => outcomes.All(outcome => outcome is StepOutcome.Done or StepOutcome.AlreadyDone))
            .Select(outcomes => outcomes.Key).ToHashSet();

        return [.. plan.Findings.Where(finding => finding.BlocksWork || finding.Table is null || !repaired.Contains(finding.Table) || !IsRepairedBySteps(finding, report))];
    }

    static bool IsRepairedBySteps(Finding finding, MaintenanceReport report) => finding.Code switch
    {
        FindingCode.RunwayShort => OutlookAfter.Of(report).Any(table => table.Table == finding.Table && !OutlookAfter.IsShort(table)),
        FindingCode.RowsInDefault => report.Outcomes.Any(outcome => outcome.Step is PlanStep.DrainDefault && outcome.Step.Table == finding.Table),
        FindingCode.DetachPending => report.Outcomes.Any(outcome => outcome.Step is PlanStep.FinalizeDetach && outcome.Step.Partition == finding.Partition),
        _ => false,
    };
}
