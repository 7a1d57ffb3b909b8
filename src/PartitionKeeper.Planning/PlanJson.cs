namespace PartitionKeeper.Planning;

/// <summary>The plan's JSON form: camelCase, steps told apart by <c>"step"</c> (kebab case), times in ISO 8601 UTC. Reading back gives an equal plan.</summary>
public static class PlanJson
{
    public static string Write(MaintenancePlan plan) => throw new NotImplementedException();

    /// <exception cref="FormatException">Not a plan; the message says where.</exception>
    public static MaintenancePlan Read(string json) => throw new NotImplementedException();
}
