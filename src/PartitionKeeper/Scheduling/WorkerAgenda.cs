using System.Collections.Immutable;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Scheduling;

/// <summary>When each database is due: at start, on the schedule, between full runs, and again when it was away. Tells the time from its arguments only.</summary>
sealed class WorkerAgenda(KeeperSettings settings, Random jitter)
{
    /// <summary>Clocks are corrected by less than this all the time.</summary>
    static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    readonly ImmutableArray<DatabaseAgenda> _databases = [.. settings.Databases.Select(target => new DatabaseAgenda(target, settings, jitter))];
    DateTimeOffset _lastSeen = DateTimeOffset.MinValue;

    public KeeperSettings Settings { get; } = settings;

    public ImmutableArray<DatabaseAgenda> Databases => _databases;

    /// <summary>Everything is due at once.</summary>
    public void StartOver(DateTimeOffset now, RunKind? kind)
    {
        _lastSeen = now;
        foreach (var database in _databases)
            database.StartOver(now, kind);
    }

    public ImmutableArray<DueRun> TakeDue(DateTimeOffset now) => [.. _databases.Select(database => database.TakeDue(now)).OfType<DueRun>()];

    public void Note(IEnumerable<MaintenanceReport> reports, DateTimeOffset now)
    {
        foreach (var report in reports)
            _databases.First(database => database.Target.Name == report.Database).Note(report, now);
    }

    /// <summary>When to look again; null: never, by this agenda.</summary>
    public DateTimeOffset? Next => _databases.Select(database => database.Next).Min();

    /// <summary>True when the clock was set back since it was last shown here: what is due by the old clock may be years away by the new one.</summary>
    public bool ClockWentBack(DateTimeOffset now)
    {
        var back = now < _lastSeen - ClockTolerance;
        _lastSeen = now;
        return back;
    }
}
