namespace PartitionKeeper.UnitTests.Fixtures;

/// <summary>
/// Time that passes only when a test says so. <see cref="Advance"/> moves the clock and fires timers, also those that are due at once;
/// <see cref="SetUtcNow"/> moves the clock alone, as an administrator or a suspended machine does. Code awaiting a timer that was started without a synchronization context goes on
/// inside <see cref="Advance"/>; otherwise await <see cref="WhenWaitingAsync"/> before the next step.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<ManualTimer> _timers = [];
    TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    DateTimeOffset _utcNow = start.ToUniversalTime();
    TimeSpan _elapsed;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that will fire when enough time passes.</summary>
    public int PendingTimers => Locked(() => _timers.Count);

    /// <summary>How often a timer has been set, for counting the slices of a wait.</summary>
    public int TimersSet { get; private set; }

    /// <summary>The longest time that any timer was set to.</summary>
    public TimeSpan LongestDueTime { get; private set; }

    public override DateTimeOffset GetUtcNow() => Locked(() => _utcNow);

    public override long GetTimestamp() => Locked(() => _elapsed.Ticks);

    /// <summary>Sets the wall clock; neither timers nor timestamps notice.</summary>
    public void SetUtcNow(DateTimeOffset now) => Locked(() => _utcNow = now.ToUniversalTime());

    /// <summary>Completes as soon as some timer is pending.</summary>
    public Task WhenWaitingAsync() => Locked(() => _timers.Count > 0 ? Task.CompletedTask : _waiting.Task);

    /// <summary>Lets time pass; every timer that falls due fires at its own time, in order, including those set meanwhile.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);

        var end = Locked(() => _elapsed) + by;
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);

        try
        {
            while (Locked(() => TakeDue(end)) is { } due)
                due.Fire();

            Locked(() => Move(end));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    ManualTimer? TakeDue(TimeSpan end)
    {
        if (_timers.MinBy(timer => timer.Due) is not { } first || first.Due > end)
            return null;

        Move(first.Due > _elapsed ? first.Due : _elapsed);

        if (first.Period > TimeSpan.Zero)
            first.Due += first.Period;
        else
            _timers.Remove(first);

        return first;
    }

    TimeSpan Move(TimeSpan to)
    {
        _utcNow += to - _elapsed;
        return _elapsed = to;
    }

    bool Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period) => Locked(() =>
    {
        _timers.Remove(timer);

        if (timer.Disposed)
            return false;

        if (dueTime == Timeout.InfiniteTimeSpan)
            return true;

        (timer.Due, timer.Period) = (_elapsed + dueTime, period);
        _timers.Add(timer);
        TimersSet++;
        LongestDueTime = dueTime > LongestDueTime ? dueTime : LongestDueTime;
        _waiting.SetResult();
        _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return true;
    });

    T Locked<T>(Func<T> act)
    {
        lock (_lock)
            return act();
    }

    sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; }

        public bool Disposed { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => time.Set(this, dueTime, period);

        public void Dispose()
        {
            Disposed = true;
            time.Set(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
