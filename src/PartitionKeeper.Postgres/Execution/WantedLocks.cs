using System.Diagnostics;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>The locks that a step's statements ask for, as measured: the default partition and both ends of foreign keys are locked along.</summary>
static class WantedLocks
{
    public static IEnumerable<(TableName Relation, LockLevel Level)> Of(PlanStep step, PartitionedTable? table) => step switch
    {
        PlanStep.CreatePartition => [(step.Table, Parent(table)), .. Default(table), .. References(table, LockLevel.ShareRowExclusive)],
        PlanStep.DrainDefault => [(step.Table, LockLevel.AccessExclusive), .. Default(table), .. References(table, LockLevel.ShareRowExclusive)],
        PlanStep.AttachPartition =>
            [(step.Table, Parent(table)), (step.Partition, LockLevel.AccessExclusive), .. Default(table), .. References(table, LockLevel.ShareRowExclusive)],
        PlanStep.DetachPartition or PlanStep.FinalizeDetach =>
        [
            // Even CONCURRENTLY waits for every transaction that uses the partitioned table, although without a lock that others would queue behind.
            (step.Table, step is PlanStep.FinalizeDetach ? LockLevel.ShareUpdateExclusive : LockLevel.AccessExclusive),
            (step.Partition, LockLevel.AccessExclusive),
            .. Default(table),
            .. References(table, LockLevel.ShareRowExclusive),
            .. (table?.ReferencedBy ?? []).Select(key => (key.Table, LockLevel.AccessExclusive)).Distinct(),
        ],
        PlanStep.DropDetachedTable s =>
            [(step.Partition, LockLevel.AccessExclusive), .. s.ForeignKeys.Select(key => (key.References, LockLevel.AccessExclusive)).Distinct()],
        _ => throw new UnreachableException(),
    };

    static LockLevel Parent(PartitionedTable? table) =>
        table is { HasDefaultPartition: true } ? LockLevel.AccessExclusive : LockLevel.ShareUpdateExclusive;

    static IEnumerable<(TableName, LockLevel)> Default(PartitionedTable? table) =>
        table?.DefaultPartition is { } partition ? [(partition.Name, LockLevel.AccessExclusive)] : [];

    static IEnumerable<(TableName, LockLevel)> References(PartitionedTable? table, LockLevel level) =>
        (table?.Partitions ?? []).SelectMany(partition => partition.ForeignKeys).Select(key => key.References).Distinct().Select(references => (references, level));
}
