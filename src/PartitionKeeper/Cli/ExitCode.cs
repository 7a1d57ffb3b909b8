namespace PartitionKeeper.Cli;

/// <summary>Documented in docs/operations.md; a number is never given another meaning.</summary>
enum ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    Done = 0,
    /// <summary>A table failed, or the program could not do its work.</summary>
    Failed = 1,
    /// <summary>The configuration is wrong.</summary>
    WrongConfiguration = 2,
    /// <summary><c>plan</c>: changes are pending; <c>check</c>: not healthy.</summary>
    ChangesPending = 3,
    /// <summary>Something was skipped or held.</summary>
    Deferred = 4,
    /// <summary>The saved plan no longer fits.</summary>
    StalePlan = 5,
    /// <summary>The command line is wrong.</summary>
    WrongUsage = 64,
    /// <summary>Interrupted.</summary>
    Interrupted = 130,
}
