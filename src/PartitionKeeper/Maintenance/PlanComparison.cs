using PartitionKeeper.Planning;

namespace PartitionKeeper.Maintenance;

/// <summary>Whether a saved plan is still what a run would do.</summary>
static class PlanComparison
{
    /// <summary>Clocks may differ by so much before a plan counts as made for the future.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>One line that says why the plan cannot be carried out at all; null when it can be compared.</summary>
    public static string? Refusal(MaintenancePlan saved, DateTimeOffset now) =>
        saved.AsOf > now + Tolerance
            ? $"the saved plan for {saved.Database} was made as of {saved.AsOf.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, which lies in the future; a plan can be applied when its time has come"
            : null;

    /// <summary>One line that says what differs, the first thing found; null when nothing does.</summary>
    /// <param name="current">Made from what is there now with the saved plan's <see cref="MaintenancePlan.AsOf"/>.</param>
    public static string? Difference(MaintenancePlan saved, MaintenancePlan current)
    {
        var gone = saved.Steps.FirstOrDefault(step => !current.Steps.Any(other => Describe(other) == Describe(step)));
        if (gone is not null)
            return $"the saved plan would {Describe(gone)}, which is not what would be done now; make the plan again";

        var added = current.Steps.FirstOrDefault(step => !saved.Steps.Any(other => Describe(other) == Describe(step)));
        if (added is not null)
            return $"it would now also {Describe(added)}, which the saved plan does not; make the plan again";

        if (!saved.Steps.SequenceEqual(current.Steps))
            return "the same steps would now be done in another way, for another reason or in another order; make the plan again";

        return saved.Fingerprint == current.Fingerprint
            ? null
            : "the steps are the same, but tables or policies that the saved plan was made from have changed since; make the plan again";
    }

    static string Describe(PlanStep step) => $"{StepWords.Verb(step)} {step.Partition} {step.Range}";
}
