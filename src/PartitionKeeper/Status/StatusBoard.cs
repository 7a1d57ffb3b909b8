using System.Collections.Immutable;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Scheduling;

namespace PartitionKeeper.Status;

/// <summary>Gathers what the worker does for those who show it: metrics, readiness, <c>/api/status</c>.</summary>
/// <param name="configurationErrors">Of the edit that is rejected just now; empty when none is.</param>
sealed class StatusBoard(Func<ImmutableArray<string>> configurationErrors, TimeProvider time)
{
    readonly DateTimeOffset _since = time.GetUtcNow();
    volatile StatusSnapshot _snapshot = StatusSnapshot.Empty;

    public StatusSnapshot Current => _snapshot with { ConfigurationErrors = configurationErrors() };

    public void Publish(WorkerAgenda agenda, ImmutableArray<MaintenanceReport> reports)
    {
        var before = _snapshot.Databases.ToDictionary(status => status.Database);

        _snapshot = new StatusSnapshot
        {
            Databases = [.. agenda.Databases.Select(database => After(
                before.GetValueOrDefault(database.Target.Name), reports.FirstOrDefault(report => report.Database == database.Target.Name), database, agenda.Settings))],
        };
    }

    DatabaseStatus After(DatabaseStatus? before, MaintenanceReport? report, DatabaseAgenda agenda, KeeperSettings settings) => new(
        agenda.Target.Name,
        report ?? before?.LastReport,
        report?.Plan is null ? before?.LastGood : report,
        agenda.NextFull,
        agenda.Next,
        settings.PoliciesFor(agenda.Target.Name).Any(policy => policy.Retention is not null) ? settings.Schedule : null,
        _since);
}
