using System.Collections.Immutable;
using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// One connection to one database, with pinned settings (UTC, ISO dates, empty search_path, finite timeouts). Everything a run does goes through it, so that
/// losing it loses the maintenance lock and ends the run.
/// </summary>
public sealed partial class MaintenanceSession : IAsyncDisposable
{
    static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(5);

    readonly OpenedSession _opened;
    bool _holdsLock;

    MaintenanceSession(OpenedSession opened, DatabaseTarget target, SafetySettings safety, TimeProvider time, ILoggerFactory logs) =>
        (_opened, Target, Safety, Time, Logs) = (opened, target, safety, time, logs);

    /// <exception cref="DatabaseUnavailableException">Not reachable, the login was refused, or the server is not one that can be worked on.</exception>
    public static async Task<MaintenanceSession> OpenAsync(
        DatabaseTarget target, SafetySettings safety, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var opened = await SessionOpener.OpenAsync(target, safety, cancellationToken);
        return new MaintenanceSession(opened, target, safety, time, logs);
    }

    /// <summary>The server is a hot standby: nothing can be changed there, and its advisory locks mean nothing to the primary.</summary>
    public bool IsStandby => _opened.Server.IsStandby;

    internal NpgsqlConnection Connection => _opened.Connection;

    /// <summary>As <c>server_version_num</c>: 150018.</summary>
    internal int ServerVersion => _opened.Server.Version;

    internal DatabaseTarget Target { get; }

    internal SafetySettings Safety { get; }

    internal TimeProvider Time { get; }

    internal ILoggerFactory Logs { get; }

    /// <summary>Takes the database's maintenance lock (session advisory lock) without waiting; false when another session holds it.</summary>
    public async Task<bool> TryTakeMaintenanceLockAsync(CancellationToken cancellationToken) =>
        _holdsLock = await ReadAsync(() => MaintenanceLock.TryTakeAsync(Connection, cancellationToken));

    /// <summary>
    /// Reads the catalog in one query, however many tables: partitioned tables that some policy matches, other relations in their schemas, recorded detached partitions, holds, last run.
    /// Where a matched table has a default partition that is not empty, the rows in it are then counted by range.
    /// </summary>
    /// <param name="withSizes">Also sum page counts per partition (dearer: about 40 µs a partition).</param>
    public Task<DatabaseCatalog> ReadCatalogAsync(ImmutableArray<PartitionPolicy> policies, bool withSizes, CancellationToken cancellationToken) =>
        ReadAsync(async () =>
        {
            var started = Time.GetTimestamp();
            var catalog = await new CatalogReader(Connection, ServerVersion, Target, Logs).ReadAsync(policies, withSizes, cancellationToken);
            LogCatalogRead(Target, catalog.Tables.Length, catalog.Tables.Sum(table => table.Partitions.Length), Time.GetElapsedTime(started).TotalMilliseconds);

            var rows = new StrayRowReader(Connection, Safety, Time, Logs.CreateLogger<StrayRowReader>());
            return catalog with { Tables = await rows.FillAsync(catalog.Tables, policies, cancellationToken) };
        });

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var farewell = new CancellationTokenSource(FarewellTime); // the run's own token may be why we close
            if (_holdsLock && Connection.State == ConnectionState.Open)
                await MaintenanceLock.GiveUpAsync(Connection, farewell.Token);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            // The lock goes with the session, a moment later.
        }
        finally
        {
            await _opened.DisposeAsync();
        }
    }

    /// <summary>Runs a read and says a lost connection, or a server that is too slow, in words.</summary>
    async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (NpgsqlException e) when (ConnectionFailure.IsLost(e, Connection))
        {
            throw ConnectionFailure.Lost(Target, e);
        }
    }

    void LogCatalogRead(DatabaseTarget database, int tables, int partitions, double elapsedMs) =>
        LogCatalogRead(Logs.CreateLogger<MaintenanceSession>(), database, tables, partitions, elapsedMs);

    [LoggerMessage(EventIds.CatalogRead, LogLevel.Debug, "{Database}: read {Tables} tables with {Partitions} partitions in {ElapsedMs} ms")]
    static partial void LogCatalogRead(ILogger log, DatabaseTarget database, int tables, int partitions, double elapsedMs);
}
