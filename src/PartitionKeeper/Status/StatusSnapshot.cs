using System.Collections.Immutable;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Scheduling;

namespace PartitionKeeper.Status;

/// <summary>What the worker knows, at one instant: metrics, readiness and <c>/api/status</c> are functions of it.</summary>
sealed record StatusSnapshot
{
    public static StatusSnapshot Empty { get; } = new();

    /// <summary>In the order of the configuration.</summary>
    public ImmutableArray<DatabaseStatus> Databases { get; init; } = [];

    /// <summary>Why the configuration file as it is now was not taken, a line each; empty when it was.</summary>
    public ImmutableArray<string> ConfigurationErrors { get; init; } = [];
}

/// <param name="LastReport">Of the newest run; null before the first one ended.</param>
/// <param name="LastGood">The newest report with a plan: how the tables stood when the database was last read.</param>
/// <param name="NextFull">When the schedule asks for the next full run.</param>
/// <param name="NextRun">When the next run of any kind is due.</param>
/// <param name="Schedule">Null where no policy has a retention: then there is no run history to hold against it.</param>
/// <param name="Since">When the worker started: full runs due before are made up at start.</param>
sealed record DatabaseStatus(
    string Database, MaintenanceReport? LastReport, MaintenanceReport? LastGood, DateTimeOffset? NextFull, DateTimeOffset? NextRun, Schedule? Schedule, DateTimeOffset Since)
{
    /// <summary>The scheduled time that no full run followed in time; null when none was missed.</summary>
    public DateTimeOffset? MissedFull(DateTimeOffset now) => Schedule is null ? null : FullRunOwed.Missed(Schedule, LastGood?.LastFullRunAt ?? Since, now);

    public ImmutableArray<TableOutlook> Tables { get; } = LastGood is null ? [] : OutlookAfter.Of(LastGood);

    public ImmutableArray<Finding> Findings => LastGood?.Findings ?? [];
}
