namespace PartitionKeeper.Planning;

/// <summary>A partition whose bound is understood, with its place on the time axis of the key's first column.</summary>
sealed record PlacedPartition(Partition Partition, PartitionBound.Range Bound, TimeRange Range)
{
    public TableName Name => Partition.Name;

    public bool DetachPending => Partition.DetachPending;

    /// <summary>Oldest first; the name decides between equals, so that every run has the same order.</summary>
    public static readonly Comparison<PlacedPartition> OldestFirst = (a, b) =>
        a.Range.To.CompareTo(b.Range.To) is var byTo and not 0 ? byTo
        : a.Range.From.CompareTo(b.Range.From) is var byFrom and not 0 ? byFrom
        : a.Name.CompareTo(b.Name);
}
