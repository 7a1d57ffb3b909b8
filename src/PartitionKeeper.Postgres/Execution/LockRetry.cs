using Npgsql;

namespace PartitionKeeper.Postgres;

/// <summary>
/// The tries of one step: a bounded number, with growing and jittered pauses in which the application runs freely. Only what the next try may find changed is
/// worth one: a lock not granted, a deadlock.
/// </summary>
sealed class LockRetry(int maxAttempts, TimeProvider time, Random random)
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Tries begun, the first included.</summary>
    public int Attempts { get; private set; } = 1;

    /// <summary>PostgreSQL rolled everything back, and the same statement may succeed when others have gone on.</summary>
    public static bool IsLockFailure(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Pauses before the next try; false, at once, when there is none left.</summary>
    public async Task<bool> TryAgainAsync(CancellationToken cancellationToken)
    {
        if (Attempts >= maxAttempts)
            return false;

        await Task.Delay(Pause(Attempts, random.NextDouble()), time, cancellationToken);
        Attempts++;
        return true;
    }

    /// <param name="failed">Number of tries that failed, from 1.</param>
    /// <param name="jitter">From 0 to 1: the pause is 0.5 to 1.5 times its nominal length, so that sessions that collided once do not again.</param>
    public static TimeSpan Pause(int failed, double jitter)
    {
        var nominal = First * Math.Pow(2, Math.Min(failed - 1, 10));
        return (nominal < Longest ? nominal : Longest) * (0.5 + jitter);
    }
}
