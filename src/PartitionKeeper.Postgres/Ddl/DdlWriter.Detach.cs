using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

sealed partial class DdlWriter
{
    /// <summary>Finishes a detach that was begun CONCURRENTLY.</summary>
    public StatementGroup Finalize(TableName table, TableName partition)
    {
        var finalize = new Statement(
            $"ALTER TABLE {table} DETACH PARTITION {partition} FINALIZE",
            LockLevel.AccessExclusive,
            partition,
            safety.LockTimeout.Value < LongestFinalizeWait ? safety.LockTimeout : new LockTimeout(LongestFinalizeWait),
            safety.StatementTimeout,
            Owner(table));
        return StatementGroup.Transaction("finish the detach", finalize) with { Detaches = true, Finalizes = true };
    }

    /// <summary>
    /// Makes a running autovacuum of the table give way. PostgreSQL cancels it for whoever has waited <c>deadlock_timeout</c> (1 s by default); no statement of
    /// the application queues behind this lock.
    /// </summary>
    public StatementGroup DisplaceAutovacuum(TableName table, TableName partition, uint oid)
    {
        var wait = new Statement(
            $"LOCK TABLE {partition} IN {Mode(LockLevel.ShareUpdateExclusive)} MODE",
            LockLevel.ShareUpdateExclusive,
            partition,
            new LockTimeout(TimeSpan.FromSeconds(3)),
            new StatementTimeout(TimeSpan.FromSeconds(5)),
            Owner(table, oid));
        return StatementGroup.Transaction("let autovacuum give way", wait with { OnlyLocks = true });
    }

    /// <summary>Before the detach, so that a crash leaves nothing forgotten.</summary>
    StatementGroup Record(PlanStep.DetachPartition step) => StatementGroup.Transaction(
        "record it before it is detached", _state.NotHeld(step), _state.Detaching(step));

    StatementGroup Detach(PlanStep.DetachPartition step)
    {
        var role = Owner(step.Table);
        var sql = $"ALTER TABLE {step.Table} DETACH PARTITION {step.Partition}";

        var group = step.Concurrently
            ? StatementGroup.OutsideTransaction("detach", Statement($"{sql} CONCURRENTLY", LockLevel.AccessExclusive, step.Partition, role))
            : StatementGroup.Transaction(
                "detach",
                Lock(step.Table, only: true, LockLevel.AccessExclusive, role),
                Statement(sql, LockLevel.AccessExclusive, step.Table, role));
        return group with { Detaches = true };
    }
}
