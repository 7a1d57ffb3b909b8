using System.Collections.Immutable;
using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

public sealed partial class MaintenanceSession
{
    StateSchema? _state;

    /// <summary>Does the plan's steps in order. A step that fails skips the rest of its table only. Makes the state schema when a step needs it.</summary>
    /// <param name="onOutcome">Called once per step as it finishes, in order.</param>
    /// <returns>An outcome per step. After a cancellation the rest is skipped: nothing is thrown.</returns>
    /// <exception cref="DatabaseUnavailableException">The connection was lost; outcomes reported so far stand.</exception>
    public async Task<ImmutableArray<StepOutcome>> ExecuteAsync(
        MaintenancePlan plan, DatabaseCatalog catalog, Guid runId, Action<StepOutcome> onOutcome, CancellationToken cancellationToken)
    {
        var logger = Logs.CreateLogger<PlanExecutor>();
        var properties = await ReadPropertiesUnlessStoppedAsync(plan, catalog, cancellationToken);
        var context = new StepContext(
            Connection,
            catalog,
            new DdlWriter(catalog, properties, Safety, Target.StateSchema),
            new GroupSender(Connection, Time, logger),
            new StepLog(logger),
            Safety,
            Time,
            Random.Shared);

        return await LosingAsync(() =>
            new PlanExecutor(context, State, History, Target).ExecuteAsync(plan, runId, onOutcome, cancellationToken));
    }

    /// <summary>
    /// What the plan's new partitions are given beyond what PostgreSQL carries over, by table: grants, row security, replica identity, storage parameters. One query;
    /// none when nothing is created.
    /// </summary>
    public Task<ImmutableDictionary<TableName, PartitionProperties>> ReadPropertiesAsync(
        MaintenancePlan plan, DatabaseCatalog catalog, CancellationToken cancellationToken) =>
        LosingAsync(() => PartitionPropertiesReader.ReadAsync(Connection, plan, catalog, new StepLog(Logs.CreateLogger<PlanExecutor>()), cancellationToken));

    /// <summary>Writes the run into the state schema. Policies that only create need no state schema: then false is returned and nothing is made.</summary>
    /// <param name="needed">A policy of this database has a retention: make the schema when it is not there.</param>
    public Task<bool> RecordRunAsync(RunRecord run, bool needed, CancellationToken cancellationToken) =>
        LosingAsync(() => History.RecordAsync(run, needed, cancellationToken));

    /// <summary>A stop while they are read leaves all steps to be skipped, which is said step by step.</summary>
    async Task<ImmutableDictionary<TableName, PartitionProperties>> ReadPropertiesUnlessStoppedAsync(
        MaintenancePlan plan, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadPropertiesAsync(plan, catalog, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ImmutableDictionary<TableName, PartitionProperties>.Empty;
        }
    }

    StateSchema State => _state ??= new StateSchema(Connection, Target.StateSchema, Safety, Time, Logs.CreateLogger<StateSchema>());

    RunHistory History => new(Connection, State, Target.StateSchema, Logs.CreateLogger<RunHistory>());

    async Task<T> LosingAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException e) when (Connection.State != ConnectionState.Open || e.InnerException is TimeoutException)
        {
            throw ConnectionFailure.Lost(Target, e);
        }
    }
}
