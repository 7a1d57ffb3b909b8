using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>What became of one step.</summary>
public abstract record StepOutcome
{
    StepOutcome(PlanStep step) => Step = step;

    public PlanStep Step { get; }

    /// <param name="LockWait">Sum of the waits for locks, over all attempts.</param>
    /// <param name="Rows">Rows moved, or the estimate of those dropped; null when neither applies.</param>
    /// <param name="Bytes">Size dropped or detached; null when it does not apply.</param>
    public sealed record Done(PlanStep Step, TimeSpan Elapsed, TimeSpan LockWait, int Attempts, long? Rows, long? Bytes) : StepOutcome(Step);

    /// <summary>Somebody else had done it: the catalog already shows what the step was to bring about.</summary>
    public sealed record AlreadyDone(PlanStep Step, string Why) : StepOutcome(Step);

    /// <summary>The lock was not granted within the window; nothing is half done, and the next run tries again.</summary>
    /// <param name="DetachPending">The detach was begun: the partition is detach pending, which the next run finalizes first.</param>
    public sealed record LockNotAvailable(
        PlanStep Step, TimeSpan Elapsed, TimeSpan LockWait, int Attempts, ImmutableArray<Blocker> Blockers, bool DetachPending) : StepOutcome(Step);

    /// <summary>PostgreSQL refused.</summary>
    /// <param name="Message">PostgreSQL's message, without rows of data.</param>
    /// <param name="Remedy">What to do about it.</param>
    public sealed record Failed(PlanStep Step, string SqlState, string Message, string Remedy, TimeSpan Elapsed) : StepOutcome(Step);

    /// <summary>Not tried: an earlier step of the table did not succeed, the run was stopped, or a hold or breaker appeared meanwhile.</summary>
    public sealed record Skipped(PlanStep Step, string Why) : StepOutcome(Step);
}

/// <summary>A session that holds a lock which a step needs.</summary>
/// <param name="TransactionAge">Null when it is in no transaction (a prepared one has no session: Pid is 0 then).</param>
public sealed record Blocker(
    int Pid, string ApplicationName, string User, string State, string LockMode, TableName? Table, TimeSpan? TransactionAge)
{
    public override string ToString() =>
        $"pid {Pid} ({(ApplicationName.Length == 0 ? "no application_name" : ApplicationName)}, user {User}, {State}"
        + $"{(TransactionAge is { } age ? $", transaction open for {age.TotalSeconds:0.#} s" : "")})";
}
