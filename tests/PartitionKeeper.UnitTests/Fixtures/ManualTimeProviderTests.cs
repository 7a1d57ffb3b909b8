namespace PartitionKeeper.UnitTests.Fixtures;

public sealed class ManualTimeProviderTests
{
    static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly ManualTimeProvider _time = new(Start);
    readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_order_at_their_own_time()
    {
        using var late = Timer("late", 20);
        using var early = Timer("early", 10);

        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["early 10", "late 20"], _fired);
        Assert.Equal(Start.AddSeconds(30), _time.GetUtcNow());
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_timer_with_a_period_fires_again_until_it_is_disposed()
    {
        var timer = Timer("tick", 10, 15);

        _time.Advance(TimeSpan.FromSeconds(30));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["tick 10", "tick 25"], _fired);
    }

    [Fact]
    public void A_jump_of_the_clock_fires_nothing_and_leaves_timestamps_alone()
    {
        using var timer = Timer("timer", 10);
        var before = _time.GetTimestamp();

        _time.SetUtcNow(Start.AddDays(1));

        Assert.Empty(_fired);
        Assert.Equal(TimeSpan.Zero, _time.GetElapsedTime(before));
        Assert.Equal(Start.AddDays(1), _time.GetUtcNow());

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Single(_fired);
        Assert.Equal(TimeSpan.FromSeconds(10), _time.GetElapsedTime(before));
    }

    [Fact]
    public async Task A_test_can_await_that_something_waits()
    {
        var waiting = _time.WhenWaitingAsync();
        Assert.False(waiting.IsCompleted);

        using var timer = Timer("timer", 10);

        await waiting;
        await _time.WhenWaitingAsync();
    }

    ITimer Timer(string name, int seconds, int? period = null) => _time.CreateTimer(
        _ => _fired.Add($"{name} {(_time.GetUtcNow() - Start).TotalSeconds}"),
        null,
        TimeSpan.FromSeconds(seconds),
        period is { } again ? TimeSpan.FromSeconds(again) : Timeout.InfiniteTimeSpan);
}
