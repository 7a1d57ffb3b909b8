namespace PartitionKeeper.Planning;

/// <summary>Decides what a run does. A function of its argument.</summary>
public static class MaintenancePlanner
{
    /// <summary>Matches policies to tables (an exact name beats a wildcard; among wildcards the first wins).</summary>
    public static MaintenancePlan Plan(PlanRequest request) => throw new NotImplementedException();
}
