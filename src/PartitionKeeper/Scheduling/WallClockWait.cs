namespace PartitionKeeper.Scheduling;

/// <summary>Waits for a time of the wall clock. Timers are monotonic: they do not follow a clock that is set, leave out the time a machine
/// is suspended, and end at 49.71 days. So no slice is longer than a minute, and the clock is read again after each.</summary>
static class WallClockWait
{
    public static readonly TimeSpan LongestSlice = TimeSpan.FromMinutes(1);

    /// <summary>Returns when the clock shows <paramref name="due"/> or later; at once when it already does. A clock set ahead past
    /// <paramref name="due"/> is noticed within a minute.</summary>
    public static async Task WaitUntilAsync(DateTimeOffset due, TimeProvider time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();

        for (var left = due - time.GetUtcNow(); left > TimeSpan.Zero; left = due - time.GetUtcNow())
            await Task.Delay(Slice(left), time, cancellation);
    }

    /// <summary>In whole milliseconds, rounded up: a timer leaves out the rest, and would be due at once, again and again.</summary>
    static TimeSpan Slice(TimeSpan left) => left >= LongestSlice
        ? LongestSlice
        : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
}
