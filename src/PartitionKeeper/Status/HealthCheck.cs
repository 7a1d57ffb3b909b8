using System.Collections.Immutable;
using PartitionKeeper.Cli.Text;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Status;

/// <summary>The health of one database, as <c>check</c> tells it.</summary>
/// <param name="Findings">The gravest first.</param>
/// <param name="Error">Why the database could not be read; null when it was.</param>
sealed record DatabaseHealth(string Database, ImmutableArray<Finding> Findings, int Tables, string? Error)
{
    public bool IsHealthy => Error is null && Findings.All(finding => finding.Severity == Severity.Information);
}

static class HealthCheck
{
    /// <summary>What the planner found, and what only a look at the history and at the steps shows.</summary>
    public static DatabaseHealth Examine(DatabaseReading reading, KeeperSettings settings)
    {
        if (reading.Plan is not { } plan || reading.Catalog is not { } catalog)
            return new DatabaseHealth(reading.Database, [], 0, reading.Error ?? "the database could not be read");

        var findings = plan.Findings.Concat(Gaps(plan)).Concat(FailedRun(catalog)).Concat(MissedRun(catalog, settings, plan.AsOf));
        return new DatabaseHealth(reading.Database, [.. findings.OrderByDescending(finding => finding.Severity)], plan.Tables.Length, Error: null);
    }

    /// <summary>A range that is over and has no partition: rows that come late are refused, until a run fills the gap.</summary>
    static IEnumerable<Finding> Gaps(MaintenancePlan plan) =>
        from step in plan.Steps.OfType<PlanStep.CreatePartition>()
        where step.Range.To <= plan.AsOf
        group step by step.Table into gaps
        where !plan.Findings.Any(finding => finding.Code == FindingCode.Gap && finding.Table == gaps.Key)
        select new Finding(
            FindingCode.Gap, Severity.Warning, gaps.Key, null,
            $"{gaps.Key} has no partition for {string.Join(", ", gaps.Take(5).Select(step => step.Range))}{(gaps.Count() > 5 ? $" and {gaps.Count() - 5} more ranges" : "")}: rows there are refused, or land in the default partition.",
            "The next run creates what is missing; to have it now: apply.");

    /// <summary>What failed may leave no trace in the catalog: a table that was detached and could not be dropped is seen by nobody.</summary>
    static IEnumerable<Finding> FailedRun(DatabaseCatalog catalog) => !catalog.LastRunFailed ? [] :
    [
        new Finding(
            FindingCode.RunFailed, Severity.Error, null, null,
            $"The last run, as of {(catalog.LastRunAt is { } at ? Words.Moment(at) : "an unknown time")}, failed for a table or more.",
            "Its log says which, why, and what to do, and so does the table \"step\" of the state schema; then: apply."),
    ];

    /// <summary>Only where a retention makes the run history exist.</summary>
    static IEnumerable<Finding> MissedRun(DatabaseCatalog catalog, KeeperSettings settings, DateTimeOffset now)
    {
        if (!settings.PoliciesFor(catalog.Database).Any(policy => policy.Retention is not null))
            yield break;

        if ((catalog.LastFullRunAt ?? catalog.LastRunAt) is not { } last)
        {
            yield return new Finding(FindingCode.RunMissed, Severity.Information, null, null, "No run is recorded yet.", "Start the worker (run), or do one run now: apply.");
            yield break;
        }

        if (FullRunOwed.Missed(settings.Schedule, last, now) is { } missed)
            yield return new Finding(
                FindingCode.RunMissed, Severity.Error, null, null,
                $"The full run of {Words.Moment(missed)} was missed: {(catalog.LastFullRunAt is { } full ? $"the last one was made as of {Words.Moment(full)}" : "none is recorded")}.",
                "See whether the worker runs and reaches the database; to make up for it now: apply.");
    }
}
