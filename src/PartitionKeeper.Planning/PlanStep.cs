using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>One change, complete enough to be done, printed, saved and compared. Steps of a plan are in the order in which they are done.</summary>
public abstract record PlanStep
{
    PlanStep(TableName table, TableName partition, TimeRange range, string reason) =>
        (Table, Partition, Range, Reason) = (table, partition, range, reason);

    /// <summary>The partitioned table.</summary>
    public TableName Table { get; }

    public TableName Partition { get; }

    /// <summary>The partition's range on the key's time axis.</summary>
    public TimeRange Range { get; }

    /// <summary>Why the step is in the plan, in words an operator can act on.</summary>
    public string Reason { get; }

    /// <summary>Finish a detach that was interrupted.</summary>
    public sealed record FinalizeDetach(TableName Table, TableName Partition, uint Oid, TimeRange Range, string Reason)
        : PlanStep(Table, Partition, Range, Reason);

    /// <summary>Create a table like the partitioned one and attach it.</summary>
    public sealed record CreatePartition(TableName Table, TableName Partition, PartitionBound.Range Bound, TimeRange Range, string Reason)
        : PlanStep(Table, Partition, Range, Reason);

    /// <summary>Create a partition for rows that stand in the default partition, and move them into it.</summary>
    /// <param name="Rows">As counted when the plan was made.</param>
    public sealed record DrainDefault(
        TableName Table, TableName Partition, PartitionBound.Range Bound, TimeRange Range, TableName DefaultPartition, long Rows, string Reason)
        : PlanStep(Table, Partition, Range, Reason);

    /// <summary>Attach again what was detached and is no longer due.</summary>
    public sealed record AttachPartition(
        TableName Table, TableName Partition, uint Oid, PartitionBound.Range Bound, TimeRange Range, string Reason)
        : PlanStep(Table, Partition, Range, Reason);

    /// <summary>Record the partition as detached and detach it.</summary>
    /// <param name="Concurrently">False only where PostgreSQL refuses it: the table has a default partition.</param>
    public sealed record DetachPartition(
        TableName Table, TableName Partition, uint Oid, PartitionBound.Range Bound, TimeRange Range, bool Concurrently, RetentionAction Then, string Reason)
        : PlanStep(Table, Partition, Range, Reason);

    /// <summary>Drop a table that was detached; its foreign keys first, one per transaction.</summary>
    public sealed record DropDetachedTable(
        TableName Table, TableName Partition, uint Oid, TimeRange Range, PartitionKind Kind, ImmutableArray<ForeignKey> ForeignKeys, string Reason)
        : PlanStep(Table, Partition, Range, Reason)
    {
        public bool Equals(DropDetachedTable? other) =>
            other is not null && (Table, Partition, Oid, Range, Kind, Reason) == (other.Table, other.Partition, other.Oid, other.Range, other.Kind, other.Reason)
            && ForeignKeys.SequenceEqual(other.ForeignKeys);

        public override int GetHashCode() => HashCode.Combine(Table, Partition, Oid, Range, Kind, ForeignKeys.Length, Reason);
    }
}
