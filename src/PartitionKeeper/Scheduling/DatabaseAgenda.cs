using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Scheduling;

/// <summary>When one database is due, and for what.</summary>
sealed class DatabaseAgenda(DatabaseTarget target, KeeperSettings settings, Random jitter)
{
    static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    /// <summary>What was left for want of a lock is tried again after this time: long transactions end, and a pending detach hides rows until it is finished.</summary>
    static readonly TimeSpan AfterMissedLock = TimeSpan.FromMinutes(15);

    /// <summary>Between runs; null: none but the full ones. Never longer than the shortest interval: three hours ahead would not last until tomorrow.</summary>
    readonly TimeSpan? _wait = settings.Reconcile is { } reconcile
        ? settings.PoliciesFor(target.Name).Select(policy => policy.Interval.LeastLength).Append(reconcile).Min()
        : null;

    RunKind? _asked;
    int _attempts;
    DateTimeOffset? _retry;
    DateTimeOffset? _reconcile;

    /// <summary>A full run did not get through; runs are full until one does.</summary>
    bool _fullOwed;

    public DatabaseTarget Target { get; } = target;

    public DateTimeOffset? NextFull { get; private set; }

    /// <summary>The next run of any kind; null when there is none.</summary>
    public DateTimeOffset? Next => new[] { _retry, _reconcile, NextFull }.Min();

    /// <summary>Due at once.</summary>
    /// <param name="kind">As in <see cref="DueRun"/>.</param>
    public void StartOver(DateTimeOffset now, RunKind? kind)
    {
        (_asked, _attempts, _retry, _reconcile) = (kind, 0, now, null);
        NextFull = settings.Schedule.Next(now);
    }

    public DueRun? TakeDue(DateTimeOffset now)
    {
        if (Next is not { } next || next > now)
            return null;

        if (NextFull <= now)
        {
            _fullOwed = true;
            NextFull = settings.Schedule.Next(now);
        }

        var kind = _fullOwed ? RunKind.Full : _retry <= now ? _asked : null;
        (_asked, _retry, _reconcile) = (kind, null, null);
        return new DueRun(Target, kind);
    }

    public void Note(MaintenanceReport report, DateTimeOffset now)
    {
        if (report.Status == MaintenanceStatus.Unavailable)
        {
            _retry = now + Backoff(_attempts++);
            return;
        }

        var lockMissed = report.Outcomes.Any(outcome => outcome is StepOutcome.LockNotAvailable);
        var unfinished = report.Status is MaintenanceStatus.Failed or MaintenanceStatus.Stopped || lockMissed;

        _attempts = 0;
        _fullOwed = unfinished && (_fullOwed || report.Kind == RunKind.Full);
        _asked = _fullOwed ? RunKind.Full : null;
        _retry = lockMissed ? now + AfterMissedLock : null;
        _reconcile = _wait is { } wait ? Add(now, wait) : null;
    }

    /// <summary>1 s, doubled up to 5 min, each up to a quarter shorter, so that many replicas do not come back at the same instant.</summary>
    TimeSpan Backoff(int attempts)
    {
        var longest = Math.Min(LongestRetry.TotalSeconds, FirstRetry.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20)));
        return TimeSpan.FromSeconds(longest * (1 - jitter.NextDouble() / 4));
    }

    /// <summary>Null beyond the calendar: a reconcile every ten thousand years is none.</summary>
    static DateTimeOffset? Add(DateTimeOffset now, TimeSpan wait) => DateTimeOffset.MaxValue - now > wait ? now + wait : null;
}
