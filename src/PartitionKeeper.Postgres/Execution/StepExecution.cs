using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// One step: looks what is there, sends its groups in order with bounded tries, and after anything unexpected believes only what the catalog shows.
/// </summary>
sealed class StepExecution(StepContext context, PlanStep step)
{
    readonly PartitionedTable? _table = context.Table(step);
    readonly StepTries _tries = new(context, step);
    PartitionState? _before;
    PostgresException? _withoutProperties;

    public StepProgress Progress { get; } = new(context.Time);

    public async Task<StepOutcome> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await LookAsync(cancellationToken) is { } known)
                return known;

            foreach (var group in context.Writer.Write(step))
                if (await SendAsync(group, cancellationToken) is { } ended)
                    return ended;

            return Done();
        }
        catch (OperationCanceledException) when (context.Connection.State == System.Data.ConnectionState.Open)
        {
            return await StoppedAsync();
        }
    }

    /// <summary>Of steps that name a table by its oid: is it still there, and is that still its name?</summary>
    async Task<StepOutcome?> LookAsync(CancellationToken cancellationToken)
    {
        if (Oid is not { } oid)
        {
            await _tries.LookForBlockersAsync(cancellationToken);
            return null;
        }

        if (await Accomplished.WhyAsync(context.Connection, step, _table, cancellationToken) is { } why)
            return new StepOutcome.AlreadyDone(step, why);

        _before = await PartitionState.ByOidAsync(context.Connection, oid, cancellationToken);
        if (_before is null || _before.Relation != step.Partition)
            return Failed(
                PostgresErrorCodes.UndefinedTable,
                _before is null ? $"{step.Partition} is gone" : $"{step.Partition} is now called {_before.Relation}",
                "plan again");

        if (step is PlanStep.DropDetachedTable && _before.IsPartition)
            return new StepOutcome.Skipped(step, $"{step.Partition} is a partition again");

        await _tries.LookForBlockersAsync(cancellationToken);
        return null;
    }

    async Task<StepOutcome?> SendAsync(StatementGroup group, CancellationToken cancellationToken)
    {
        var next = group.Detaches && _before is { DetachPending: true } ? context.Writer.Finalize(step.Table, step.Partition) : group;
        while (true)
        {
            if (group.Detaches && !next.Finalizes && !await IsClearAsync(cancellationToken))
                return await GiveUpDetachAsync(pending: false, cancellationToken);

            try
            {
                await context.Sender.SendAsync(next, Progress, cancellationToken);
                if (_withoutProperties is { } refusal && next == group.Fallback)
                    context.Log.WithoutProperties(step, refusal);
                return null;
            }
            catch (PostgresException e) when (IsAnswered && group.Optional)
            {
                context.Log.OptionalFailed(step, group, e);
                return null;
            }
            catch (PostgresException e) when (IsAnswered && group.Detaches)
            {
                // It may be detached, pending or untouched: only the catalog knows.
                var state = await PartitionState.ByOidAsync(context.Connection, Oid!.Value, cancellationToken);
                if (state is not { IsPartition: true })
                    return null;
                _tries.Pending = state.DetachPending;
                if (!WorthAnotherTry(e, next, state))
                    return await RefusedAsync(e, cancellationToken);
                if (!await _tries.AgainAsync(Progress, cancellationToken))
                    return await GiveUpDetachAsync(state.DetachPending, cancellationToken);

                next = state.DetachPending ? context.Writer.Finalize(step.Table, step.Partition) : group;
            }
            catch (PostgresException e) when (IsAnswered && LockRetry.IsLockFailure(e))
            {
                if (await _tries.AgainAsync(Progress, cancellationToken))
                    continue;

                await UndoAsync(cancellationToken);
                return NotGranted(pending: false);
            }
            catch (PostgresException e) when (IsAnswered && next.Fallback is not null)
            {
                _withoutProperties = e;
                next = next.Fallback!;
            }
            catch (PostgresException e) when (IsAnswered)
            {
                return await RefusedAsync(e, cancellationToken);
            }
        }
    }

    /// <summary>
    /// A detach is not begun in sight of a session that it would wait for in vain: a concurrent one would leave the partition pending, with its rows
    /// invisible, and a plain one would make the application queue behind it.
    /// </summary>
    async Task<bool> IsClearAsync(CancellationToken cancellationToken)
    {
        while (await _tries.LookForBlockersAsync(cancellationToken))
        {
            if (!await _tries.AgainAsync(Progress, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>The server refused a statement; it did not end the session.</summary>
    bool IsAnswered => context.Connection.State == System.Data.ConnectionState.Open;

    /// <summary>
    /// A detach that ran into its time or was cancelled on the server goes on from what the catalog shows; so does one that found itself pending. Anywhere else a
    /// statement that ran too long would only run too long again, with its locks held.
    /// </summary>
    static bool WorthAnotherTry(PostgresException e, StatementGroup sent, PartitionState state) =>
        LockRetry.IsLockFailure(e)
        || e.SqlState is PostgresErrorCodes.QueryCanceled
        || (e.SqlState is PostgresErrorCodes.ObjectNotInPrerequisiteState && state.DetachPending && !sent.Finalizes);

    async Task<StepOutcome> RefusedAsync(PostgresException e, CancellationToken cancellationToken)
    {
        if (e.SqlState == GuardSqlState.Held)
            return new StepOutcome.Skipped(step, e.MessageText);
        if (await Accomplished.WhyAsync(context.Connection, step, _table, cancellationToken) is { } why)
            return new StepOutcome.AlreadyDone(step, why);
        await UndoAsync(cancellationToken);

        var details = new RefusalDetails(context, step, _table);
        return Failed(
            e.SqlState, await details.MessageAsync(e, cancellationToken), await details.RemedyAsync(e, cancellationToken));
    }

    async Task<StepOutcome> GiveUpDetachAsync(bool pending, CancellationToken cancellationToken)
    {
        if (!pending)
            await UndoAsync(cancellationToken);
        return NotGranted(pending);
    }

    async Task UndoAsync(CancellationToken cancellationToken)
    {
        if (context.Writer.Undo(step) is not { } undo)
            return;

        try
        {
            await context.Sender.SendAsync(undo, Progress, cancellationToken);
        }
        catch (PostgresException e) when (IsAnswered)
        {
            context.Log.OptionalFailed(step, undo, e);
        }
    }

    /// <summary>Stopped in the middle: a detach may be done, or pending, all the same.</summary>
    async Task<StepOutcome> StoppedAsync()
    {
        using var cleanUp = new CancellationTokenSource(GroupSender.CleanUpTime); // the caller's token is why we are here
        if (step is PlanStep.DetachPartition or PlanStep.FinalizeDetach)
        {
            var state = await PartitionState.ByOidAsync(context.Connection, Oid!.Value, cleanUp.Token);
            if (state is not { IsPartition: true })
                return Done();
            if (state.DetachPending)
                return NotGranted(pending: true);
        }

        await UndoAsync(cleanUp.Token);
        return new StepOutcome.Skipped(step, PlanExecutor.Stopped);
    }

    StepOutcome.Done Done() => new(
        step, Progress.Elapsed, Progress.LockWait, _tries.Attempts,
        Progress.RowsMoved ?? (Retires && _before is { RowEstimate: >= 0 } ? _before.RowEstimate : null),
        Retires ? _before?.Bytes : null);

    StepOutcome.LockNotAvailable NotGranted(bool pending) =>
        new(step, Progress.Elapsed, Progress.LockWait, _tries.Attempts, _tries.Blockers, pending);

    StepOutcome.Failed Failed(string sqlState, string message, string remedy) => new(step, sqlState, message, remedy, Progress.Elapsed);

    bool Retires => step is PlanStep.DetachPartition or PlanStep.FinalizeDetach or PlanStep.DropDetachedTable;

    uint? Oid => StepTries.OidOf(step);
}
