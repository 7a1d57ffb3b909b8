using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// One connection to one database, with pinned settings (UTC, ISO dates, empty search_path, finite timeouts). Everything a run does goes through it, so that
/// losing it loses the maintenance lock and ends the run.
/// </summary>
public sealed class MaintenanceSession : IAsyncDisposable
{
    MaintenanceSession() { }

    /// <exception cref="DatabaseUnavailableException">Not reachable, or the login was refused.</exception>
    public static Task<MaintenanceSession> OpenAsync(DatabaseTarget target, SafetySettings safety, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The server is a hot standby: nothing can be changed there, and its advisory locks mean nothing to the primary.</summary>
    public bool IsStandby => throw new NotImplementedException();

    /// <summary>Takes the database's maintenance lock (session advisory lock) without waiting; false when another session holds it.</summary>
    public Task<bool> TryTakeMaintenanceLockAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Reads the catalog in one query, however many tables: partitioned tables that some policy matches, other relations in their schemas, recorded detached partitions, holds, last run.
    /// Where a matched table has a default partition that is not empty, the rows in it are then counted by range.
    /// </summary>
    /// <param name="withSizes">Also sum page counts per partition (dearer: about 40 µs a partition).</param>
    public Task<DatabaseCatalog> ReadCatalogAsync(ImmutableArray<PartitionPolicy> policies, bool withSizes, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Does the plan's steps in order. A step that fails skips the rest of its table only. Makes the state schema when a step needs it.</summary>
    /// <param name="onOutcome">Called once per step as it finishes, in order.</param>
    /// <exception cref="DatabaseUnavailableException">The connection was lost; outcomes reported so far stand.</exception>
    public Task<ImmutableArray<StepOutcome>> ExecuteAsync(
        MaintenancePlan plan, DatabaseCatalog catalog, Guid runId, Action<StepOutcome> onOutcome, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes the run into the state schema. Policies that only create need no state schema: then false is returned and nothing is made.</summary>
    /// <param name="needed">A policy of this database has a retention: make the schema when it is not there.</param>
    public Task<bool> RecordRunAsync(RunRecord run, bool needed, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
