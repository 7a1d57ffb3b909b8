using PartitionKeeper.Planning;
using PartitionKeeper.Scheduling;

namespace PartitionKeeper.Maintenance;

/// <summary>Whether the schedule asked for a full run that did not happen. Decided from the run history in the database, so that a restart forgets nothing.</summary>
static class FullRunOwed
{
    /// <summary>The latest scheduled time that no full run followed; null when none is owed, or when there is no history to tell from.</summary>
    public static DateTimeOffset? Since(Schedule schedule, DatabaseCatalog catalog, DateTimeOffset now) =>
        // A database that has seen no full run is owed those since its first sign of life, not all since the schedule began.
        (catalog.LastFullRunAt ?? catalog.LastRunAt) is { } last ? schedule.LatestAtOrBefore(now, last) : null;

    public static RunKind KindFor(Schedule schedule, DatabaseCatalog catalog, DateTimeOffset now) =>
        Since(schedule, catalog, now) is null ? RunKind.Reconcile : RunKind.Full;
}
