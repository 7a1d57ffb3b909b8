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

    /// <summary>A run may take its time, and the worker a moment to start: so long after its time a full run counts as missed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The scheduled time, at least <see cref="Patience"/> ago, that no full run followed; null when there is none.</summary>
    /// <param name="last">The newest full run, or the start of what can be known.</param>
    public static DateTimeOffset? Missed(Schedule schedule, DateTimeOffset last, DateTimeOffset now) => schedule.LatestAtOrBefore(now - Patience, last);

    public static RunKind KindFor(Schedule schedule, DatabaseCatalog catalog, DateTimeOffset now) =>
        Since(schedule, catalog, now) is null ? RunKind.Reconcile : RunKind.Full;
}
