using System.Collections.Immutable;
using System.Diagnostics;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// Writes the statements of a step, and is the only place where statements that change users' tables are written. A function of its arguments: the script
/// and the executor get the same. Locks are always asked for on the partitioned table first, then on the partition: the other way round, readers of the
/// partitioned table would be chosen as deadlock victims.
/// </summary>
sealed partial class DdlWriter(
    DatabaseCatalog catalog, ImmutableDictionary<TableName, PartitionProperties> properties, SafetySettings safety, string stateSchema)
{
    /// <summary>
    /// FINALIZE may hold the partition's lock while it waits for old snapshots. Below <c>deadlock_timeout</c> (1 s) it is never an application that
    /// is cancelled for it.
    /// </summary>
    static readonly TimeSpan LongestFinalizeWait = TimeSpan.FromMilliseconds(500);

    readonly StateWriter _state = new(stateSchema, safety);

    /// <summary>The groups of the step, to be sent in order. A detach that was interrupted is finished with <see cref="Finalize"/>.</summary>
    public ImmutableArray<StatementGroup> Write(PlanStep step) => step switch
    {
        PlanStep.FinalizeDetach s => [Finalize(s.Table, s.Partition)],
        PlanStep.CreatePartition s => [.. ExcludeFromDefault(s), Create(s), Analyze(s)],
        PlanStep.DrainDefault s => [Drain(s), Analyze(s)],
        PlanStep.AttachPartition s => Attach(s),
        PlanStep.DetachPartition s => [Record(s), Detach(s)],
        PlanStep.DropDetachedTable s => [.. s.ForeignKeys.Select(key => DropForeignKey(s, key)), Drop(s)],
        _ => throw new UnreachableException(),
    };

    /// <summary>The step reads or writes the state schema.</summary>
    public static bool NeedsState(PlanStep step) =>
        step is PlanStep.DetachPartition or PlanStep.DropDetachedTable or PlanStep.AttachPartition;

    PartitionedTable? Table(TableName name) => catalog.Tables.FirstOrDefault(table => table.Name == name);

    /// <summary>New partitions belong to whom the partitioned table belongs; a member of that role that does not take it would own them itself.</summary>
    string? Owner(TableName table) => Table(table)?.Owner is { Length: > 0 } owner ? owner : null;

    /// <summary>The owner of a partition, attached or detached; null when it is not known.</summary>
    string? Owner(TableName table, uint partition)
    {
        var owner = Table(table)?.Partitions.FirstOrDefault(candidate => candidate.Oid == partition)?.Owner
            ?? catalog.Detached.FirstOrDefault(detached => detached.Oid == partition)?.Owner;
        return owner is { Length: > 0 } ? owner : null;
    }

    /// <summary>A role that owns both; null where two roles own them, and the session's own role must be a member of both.</summary>
    string? OwnerOfBoth(TableName table, uint partition) =>
        Owner(table) is { } owner && (Owner(table, partition) ?? owner) == owner ? owner : null;

    Statement Statement(string sql, LockLevel level, TableName? locks, string? role) =>
        new(sql, level, locks, safety.LockTimeout, safety.StatementTimeout, role);

    /// <summary>Takes the lock in a statement of its own, so that the wait can be told from the work.</summary>
    Statement Lock(TableName table, bool only, LockLevel level, string? role) =>
        Statement($"LOCK TABLE {(only ? "ONLY " : "")}{table} IN {Mode(level)} MODE", level, table, role) with { OnlyLocks = true };

    static string Mode(LockLevel level) => level switch
    {
        LockLevel.ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
        LockLevel.AccessExclusive => "ACCESS EXCLUSIVE",
        _ => throw new UnreachableException(),
    };
}
