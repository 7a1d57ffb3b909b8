namespace PartitionKeeper.Planning;

/// <summary>One table's share of a plan while it is being made; each part of the planner adds to it.</summary>
sealed class TableDraft(KeptTable table, RetentionRule rule)
{
    public KeptTable Table { get; } = table;

    public RetentionRule Rule { get; } = rule;

    public List<PlanStep.FinalizeDetach> Finalize { get; } = [];

    public List<PlanStep.AttachPartition> Attach { get; } = [];

    /// <summary>Creates and drains of what holds now.</summary>
    public List<PlanStep> CreateCurrent { get; } = [];

    /// <summary>Creates and drains of the future, then of the past, each oldest first.</summary>
    public List<PlanStep> CreateOther { get; } = [];

    /// <summary>A partition's steps stand together; groups are in no order.</summary>
    public List<List<PlanStep>> Retire { get; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>What is past retention and stays because of a hold.</summary>
    public List<(TableName Partition, Hold Hold)> Held { get; } = [];

    /// <summary>Ranges whose rows stand in a table that was detached and stays so: no empty partition is put in their place.</summary>
    public List<(TableName Partition, TimeRange Range)> LeftDetached { get; } = [];

    /// <summary>Ranges that are not created because of rows in the default partition.</summary>
    public List<TimeRange> RefusedDrains { get; } = [];

    /// <summary>What is attached once the finalizes and attaches of this plan are done.</summary>
    public IEnumerable<(TimeRange Range, PartitionBound.Range Bound)> Attached =>
        Table.Placed.Where(placed => !placed.DetachPending).Select(placed => (placed.Range, placed.Bound))
            .Concat(Attach.Select(step => (step.Range, step.Bound)));

    public IEnumerable<PlanStep> RetireOldestFirst =>
        Retire.OrderBy(group => group[0].Range.To).ThenBy(group => group[0].Range.From).ThenBy(group => group[0].Partition).SelectMany(group => group);

    /// <summary>Rows that the default partition holds for (at most) a range.</summary>
    public long RowsInDefault(TimeRange range) =>
        !Table.Table.HasDefaultPartition ? 0 : Table.Table.StrayRows.Where(stray => stray.Range?.Overlaps(range) == true).Sum(stray => stray.Rows);
}
