namespace PartitionKeeper.Postgres;

/// <summary>The longest a statement of ours may wait for one lock, and so the longest that the application may wait behind it.</summary>
public readonly record struct LockTimeout(TimeSpan Value);

/// <summary>The longest one statement of ours may run, waiting included.</summary>
public readonly record struct StatementTimeout(TimeSpan Value);

/// <summary>The configuration's <c>Safety</c>.</summary>
/// <param name="MaxAttempts">Tries of a step whose lock is not granted, the first included.</param>
public sealed record SafetySettings(LockTimeout LockTimeout, StatementTimeout StatementTimeout, int MaxAttempts)
{
    public static SafetySettings Default { get; } =
        new(new LockTimeout(TimeSpan.FromMilliseconds(200)), new StatementTimeout(TimeSpan.FromSeconds(10)), MaxAttempts: 10);
}
