using System.Collections.Immutable;
using System.Data;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>The tries of a step, and who was in its way: looked for before the first and after each that failed.</summary>
sealed class StepTries(StepContext context, PlanStep step)
{
    readonly LockRetry _retry = new(context.Safety.MaxAttempts, context.Time, context.Random);
    Blockers _seen = new([], Autovacuum: false);
    long? _lookedAt;

    public int Attempts => _retry.Attempts;

    /// <summary>Who was seen last.</summary>
    public ImmutableArray<Blocker> Blockers => _seen.Sessions;

    /// <summary>The detach is pending: old snapshots are in its way too.</summary>
    public bool Pending { get; set; } = step is PlanStep.FinalizeDetach;

    /// <summary>The table that the step knows by its oid; null when it makes one.</summary>
    public static uint? OidOf(PlanStep step) => step switch
    {
        PlanStep.DetachPartition s => s.Oid,
        PlanStep.FinalizeDetach s => s.Oid,
        PlanStep.AttachPartition s => s.Oid,
        PlanStep.DropDetachedTable s => s.Oid,
        _ => null,
    };

    /// <summary>Who is in the way may go within the tries, so this ends nothing; but afterwards it may be too late to see who it was.</summary>
    /// <returns>
    /// Some session is in the way that will hardly be gone within a lock timeout: its transaction is older than that, and was there at the look before; or it
    /// is a prepared transaction. On a busy table others take the place of those that were seen, and nobody stays.
    /// </returns>
    public async Task<bool> LookForBlockersAsync(CancellationToken cancellationToken)
    {
        var sinceLastLook = _lookedAt is { } last ? context.Time.GetElapsedTime(last) : TimeSpan.Zero;
        _lookedAt = context.Time.GetTimestamp();
        var seen = await BlockerReader.ReadAsync(context.Connection, WantedLocks.Of(step, context.Table(step)), snapshots: Pending, cancellationToken);
        if (!seen.Sessions.IsEmpty)
            _seen = seen;

        return seen.Sessions.Any(blocker => Stays(blocker.TransactionAge, sinceLastLook, context.Safety.LockTimeout));
    }

    /// <param name="age">Of its transaction; null: a prepared one.</param>
    public static bool Stays(TimeSpan? age, TimeSpan sinceLastLook, LockTimeout lockTimeout) =>
        age is null || (age > lockTimeout.Value && age > sinceLastLook);

    /// <summary>Pauses before the next try; false when there is none left.</summary>
    public async Task<bool> AgainAsync(StepProgress progress, CancellationToken cancellationToken)
    {
        await LookForBlockersAsync(cancellationToken);
        if (!await _retry.TryAgainAsync(cancellationToken))
            return false;

        if (_seen.Autovacuum && OidOf(step) is { } oid)
            await DisplaceAutovacuumAsync(oid, progress, cancellationToken);
        return true;
    }

    async Task DisplaceAutovacuumAsync(uint oid, StepProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            await context.Sender.SendAsync(context.Writer.DisplaceAutovacuum(step.Table, step.Partition, oid), progress, cancellationToken);
        }
        catch (PostgresException e) when (context.Connection.State == ConnectionState.Open && LockRetry.IsLockFailure(e))
        {
            // It did not give way (one against wrap-around does not): the tries that are left may find it gone.
        }
    }
}
