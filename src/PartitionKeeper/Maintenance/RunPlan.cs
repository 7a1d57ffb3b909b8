using PartitionKeeper.Configuration;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Maintenance;

/// <summary>Puts a run's question to the planner.</summary>
static class RunPlan
{
    /// <summary>The plan from what is there now; for a saved plan, as of the saved plan's time.</summary>
    public static MaintenancePlan Make(DatabaseCatalog catalog, KeeperSettings settings, RunRequest request, DateTimeOffset now)
    {
        if (request.Saved is { } saved)
            return saved.For(catalog.Database) is { } plan
                ? Remake(catalog, settings, saved, plan)
                : Make(catalog, settings, request with { Saved = null }, now);

        return MaintenancePlanner.Plan(new PlanRequest
        {
            Catalog = catalog,
            Policies = settings.PoliciesFor(catalog.Database),
            Now = request.AsOf ?? now,
            Kind = request.Kind ?? FullRunOwed.KindFor(settings.Schedule, catalog, now),
            Holds = settings.Holds,
            OnlyTable = request.OnlyTable,
            ApproveRetire = request.ApproveRetire,
            Hypothetical = request.AsOf is not null,
        });
    }

    /// <summary>One line: why the saved plan must not be carried out now; null when it fits.</summary>
    public static string? Staleness(DatabaseCatalog catalog, KeeperSettings settings, RunRequest request, DateTimeOffset now)
    {
        if (request.Saved is not { } saved || saved.For(catalog.Database) is not { } plan)
            return $"the saved plan has nothing for {catalog.Database}; make the plan again";

        if (PlanComparison.Refusal(plan, now) is { } refusal)
            return refusal;

        // The saved time cannot tell whether the clocks agree now.
        var current = Make(catalog, settings, request with { Saved = null, Kind = plan.Kind }, now);
        var clock = current.Findings.FirstOrDefault(finding => finding.Code is FindingCode.ClockBackwards or FindingCode.ClockSkew);

        return clock is not null ? $"{clock.Message}; {clock.Remedy}" : PlanComparison.Difference(plan, Remake(catalog, settings, saved, plan));
    }

    static MaintenancePlan Remake(DatabaseCatalog catalog, KeeperSettings settings, SavedPlan saved, MaintenancePlan plan) =>
        Make(catalog, settings, new RunRequest
        {
            Kind = plan.Kind,
            AsOf = plan.AsOf,
            OnlyTable = saved.OnlyTable is { } text && TablePattern.TryParse(text, out var pattern, out _) ? pattern : null,
            ApproveRetire = saved.ApproveRetire,
        }, plan.AsOf);
}
