using PartitionKeeper.Scheduling;
using PartitionKeeper.UnitTests.Fixtures;

namespace PartitionKeeper.UnitTests.Scheduling;

public sealed class WallClockWaitTests
{
    static readonly DateTimeOffset Now = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly ManualTimeProvider _time = new(Now);

    [Theory, InlineData(0), InlineData(-1), InlineData(-86400)]
    public void Is_over_at_once_when_the_time_has_come(int seconds)
    {
        var wait = Wait(Now.AddSeconds(seconds));

        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(0, _time.TimersSet);
    }

    [Fact]
    public void Ends_when_the_clock_shows_the_time_and_not_before()
    {
        var wait = Wait(Now.AddMinutes(2.5));

        _time.Advance(TimeSpan.FromMinutes(2.5) - TimeSpan.FromMilliseconds(1));
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(3, _time.TimersSet);
    }

    [Fact]
    public void Waits_longer_than_a_timer_can_in_slices_of_a_minute()
    {
        var wait = Wait(Now.AddDays(60));

        _time.Advance(TimeSpan.FromDays(60) - TimeSpan.FromSeconds(1));
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(60 * 24 * 60, _time.TimersSet);
        Assert.Equal(TimeSpan.FromMinutes(1), _time.LongestDueTime);
    }

    [Fact]
    public void Waits_longer_when_the_clock_is_set_back()
    {
        var wait = Wait(Now.AddHours(1));

        _time.Advance(TimeSpan.FromMinutes(59));
        _time.SetUtcNow(Now);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void Ends_within_a_minute_when_the_clock_jumps_ahead()
    {
        var wait = Wait(Now.AddDays(30));

        _time.Advance(TimeSpan.FromMinutes(10));
        _time.SetUtcNow(Now.AddDays(31));
        Assert.False(wait.IsCompleted);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void Does_not_spin_when_less_than_a_millisecond_is_left()
    {
        var wait = Wait(Now.AddTicks(1));

        Assert.False(wait.IsCompleted);
        Assert.Equal(TimeSpan.FromMilliseconds(1), _time.LongestDueTime);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(1, _time.TimersSet);
    }

    [Fact]
    public void Reads_the_due_time_in_any_offset()
    {
        var wait = Wait(new DateTimeOffset(2024, 3, 1, 13, 1, 0, TimeSpan.FromHours(1)));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Stops_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var wait = Wait(Now.AddDays(1), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public async Task Does_not_start_when_it_is_already_cancelled() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Wait(Now.AddDays(-1), new CancellationToken(canceled: true)));

    /// <summary>Without a synchronization context, so that the wait goes on inside <see cref="ManualTimeProvider.Advance"/>.</summary>
    Task Wait(DateTimeOffset due, CancellationToken cancellation = default)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        return WallClockWait.WaitUntilAsync(due, _time, cancellation);
    }
}
