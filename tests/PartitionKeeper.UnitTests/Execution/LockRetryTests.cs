using Npgsql;
using PartitionKeeper.Postgres;
using PartitionKeeper.UnitTests.Fixtures;

namespace PartitionKeeper.UnitTests.Execution;

public sealed class LockRetryTests
{
    readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 2, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1, 0, 50), InlineData(1, 1, 150), InlineData(1, 0.5, 100)]
    [InlineData(2, 0.5, 200), InlineData(3, 0.5, 400), InlineData(5, 0.5, 1600)]
    [InlineData(6, 0.5, 2000), InlineData(50, 1, 3000), InlineData(50, 0, 1000)]
    public void Pauses_grow_to_two_seconds_and_are_jittered_by_half(int failed, double jitter, double milliseconds) =>
        Assert.Equal(milliseconds, LockRetry.Pause(failed, jitter).TotalMilliseconds, tolerance: 0.001);

    [Fact]
    public async Task Gives_up_at_once_after_the_last_try()
    {
        var retry = new LockRetry(maxAttempts: 3, _time, new Random(1));

        Assert.True(await PassingAsync(retry));
        Assert.True(await PassingAsync(retry));
        var last = retry.TryAgainAsync(CancellationToken.None);

        Assert.True(last.IsCompletedSuccessfully);
        Assert.False(await last);
        Assert.Equal(3, retry.Attempts);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void All_pauses_of_a_step_together_are_bounded() =>
        Assert.InRange(
            Enumerable.Range(1, SafetySettings.Default.MaxAttempts - 1).Sum(failed => LockRetry.Pause(failed, jitter: 1).TotalSeconds), 5, 18);

    [Fact]
    public async Task A_stop_ends_the_pause()
    {
        var retry = new LockRetry(maxAttempts: 3, _time, new Random(1));
        using var stop = new CancellationTokenSource();
        var waiting = retry.TryAgainAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, retry.Attempts);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.LockNotAvailable, true)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true)]
    [InlineData(PostgresErrorCodes.QueryCanceled, false)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, false)]
    [InlineData(PostgresErrorCodes.AdminShutdown, false)]
    public void Only_locks_and_deadlocks_are_tried_again(string sqlState, bool again) =>
        Assert.Equal(again, LockRetry.IsLockFailure(new PostgresException("", "ERROR", "ERROR", sqlState)));

    /// <summary>Asks for another try and lets its pause pass.</summary>
    async Task<bool> PassingAsync(LockRetry retry)
    {
        var next = retry.TryAgainAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(3));
        return await next;
    }
}
