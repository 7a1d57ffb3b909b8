using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>The plan as a script that psql runs as it is: the very statements that the executor would send, with transactions, timeouts and comments that give the reasons.</summary>
public static class PlanScript
{
    public static string Write(MaintenancePlan plan, DatabaseCatalog catalog, SafetySettings safety, string stateSchema) => throw new NotImplementedException();
}
