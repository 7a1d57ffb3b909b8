using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

/// <summary>Reads and plans databases without changing anything and without the maintenance lock.</summary>
sealed class DatabaseSurvey(KeeperSettings settings, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>In the order of the settings.</summary>
    public async Task<ImmutableArray<DatabaseReading>> ReadAsync(RunRequest request, CancellationToken cancellationToken) =>
        await AtOnce.EachAsync(settings.Databases, settings.DatabasesAtOnce, target => ReadAsync(target, request, cancellationToken), cancellationToken);

    async Task<DatabaseReading> ReadAsync(DatabaseTarget target, RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await MaintenanceSession.OpenAsync(target, settings.Safety, time, logs, cancellationToken);
            var now = time.GetUtcNow();
            var catalog = await session.ReadCatalogAsync(settings.PoliciesFor(target.Name), request.WithSizes, cancellationToken);
            var plan = RunPlan.Make(catalog, settings, request, now);
            var script = request.WithScript ? await ScriptAsync(session, plan, catalog, target, cancellationToken) : null;
            return new DatabaseReading(target.Name, plan.AsOf, catalog, plan, session.IsStandby, script);
        }
        catch (DatabaseUnavailableException e)
        {
            return new DatabaseReading(target.Name, request.AsOf ?? time.GetUtcNow(), Catalog: null, Plan: null, Error: e.Message);
        }
    }

    async Task<string> ScriptAsync(
        MaintenanceSession session, MaintenancePlan plan, DatabaseCatalog catalog, DatabaseTarget target, CancellationToken cancellationToken)
    {
        var properties = await session.ReadPropertiesAsync(plan, catalog, cancellationToken);
        return PlanScript.Write(plan, catalog, properties, settings.Safety, target.StateSchema);
    }
}
