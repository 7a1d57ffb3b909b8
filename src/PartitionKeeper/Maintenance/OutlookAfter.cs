using System.Collections.Immutable;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

/// <summary>How tables stand after a run: the plan's outlook, carried on by what became of its steps. Saves reading the catalog again.</summary>
static class OutlookAfter
{
    public static ImmutableArray<TableOutlook> Of(MaintenanceReport report) =>
        report.Plan is { } plan ? [.. plan.Tables.Select(table => After(table, report, plan))] : [];

    /// <summary>Under one interval ahead: the next turn of the calendar could find no partition. A policy without premake asks for none ahead.</summary>
    public static bool IsShort(TableOutlook table) => table.RunwayIntervals < Math.Min(1, table.Premake);

    static TableOutlook After(TableOutlook before, MaintenanceReport report, MaintenancePlan plan)
    {
        var outcomes = report.Outcomes.Where(outcome => outcome.Step.Table == before.Table).ToList();
        var done = outcomes.Where(outcome => outcome is StepOutcome.Done or StepOutcome.AlreadyDone).Select(outcome => outcome.Step).ToList();
        var added = done.Where(step => step is PlanStep.CreatePartition or PlanStep.DrainDefault or PlanStep.AttachPartition).ToList();
        var detached = done.Count(step => step is PlanStep.DetachPartition or PlanStep.FinalizeDetach);
        var (runway, coveredUntil) = Extend(before, added, plan.AsOf);

        var complete = added.Count > 0
            && added.Count == plan.Steps.Count(step => step.Table == before.Table && step is PlanStep.CreatePartition or PlanStep.DrainDefault or PlanStep.AttachPartition)
            && !plan.Findings.Any(finding => finding.BlocksWork && finding.Table == before.Table);

        return before with
        {
            Partitions = before.Partitions + added.Count - detached,
            CoveredUntil = coveredUntil,
            RunwayIntervals = complete ? Math.Max(runway, before.Premake) : runway,
            Due = Math.Max(0, before.Due - done.Count(step => step is PlanStep.DetachPartition)),
            DetachPending = Math.Max(0, before.DetachPending - done.Count(step => step is PlanStep.FinalizeDetach))
                + outcomes.Count(outcome => outcome is StepOutcome.LockNotAvailable { DetachPending: true, Step: PlanStep.DetachPartition }),
        };
    }

    /// <summary>New partitions lengthen the covered time as long as they follow each other without a gap; partitions that were there beyond a filled gap are not seen, so this never says too much.</summary>
    static (int Runway, DateTimeOffset? CoveredUntil) Extend(TableOutlook before, List<PlanStep> added, DateTimeOffset now)
    {
        var (runway, covered) = (before.RunwayIntervals, before.CoveredUntil);

        foreach (var range in added.Select(step => step.Range).OrderBy(range => range.From))
        {
            if (covered is null ? range.Contains(now) : range.From <= covered && covered < range.To)
                (runway, covered) = (runway + 1, range.To);
        }

        return (runway, covered);
    }
}
