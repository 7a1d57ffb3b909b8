namespace PartitionKeeper.Planning;

/// <summary>What becomes of tables that an earlier run detached: dropped once their grace is over, attached again when they are no longer due.</summary>
sealed class DetachedTables(TableDraft draft, IEnumerable<DetachedPartition> records, PlanCircumstances circumstances)
{
    public void Plan()
    {
        foreach (var record in records.Where(record => record.State == DetachedState.Detached).OrderBy(record => record.Partition))
        {
            if (BoundPlacement.Of(record.Bound, draft.Table.Key) is BoundPlacement.Placed { Range: var range })
                Plan(record, range);
            else
                AddKept(record, "its recorded bound is no value of the table's key");
        }
    }

    /// <summary>False, with a finding, when something else is where the partition was.</summary>
    public static bool CanAttach(TableDraft draft, TableName partition, TimeRange range)
    {
        var blocker = new Coverage(draft.Attached.Select(attached => attached.Range)).Overlaps(range) ? (FindingCode.Overlap, "a partition covers part of its range by now")
            : draft.RowsInDefault(range) is > 0 and var rows ? (FindingCode.RowsInDefault, $"the default partition holds {AxisWords.Count(rows, "row")} of its range")
            : default((FindingCode Code, string Why)?);
        if (blocker is not { } found)
            return true;

        draft.Findings.Add(new Finding(
            found.Code, Severity.Warning, draft.Table.Name, partition,
            $"{partition} was detached and is no longer past retention, but is not attached again: {found.Why} ({draft.Table.Words.Range(range)}).",
            $"Move the rows so that they stand in one place, then attach {partition} or drop it.", BlocksWork: true));
        return false;
    }

    void Plan(DetachedPartition record, TimeRange range)
    {
        if (!circumstances.ClockTrusted || record.Then != RetentionAction.Drop)
        {
            draft.LeftDetached.Add((record.Partition, range));
        }
        else if (draft.Rule.IsDue(range))
        {
            draft.LeftDetached.Add((record.Partition, range));
            PlanDrop(record, range);
        }
        else if (CanAttach(draft, record.Partition, range))
        {
            draft.Attach.Add(new PlanStep.AttachPartition(
                draft.Table.Name, record.Partition, record.Oid, record.Bound, range,
                $"detached {record.RecordedAt.UtcDateTime:yyyy-MM-dd} and not dropped yet; by today's policy ({Keep}) it is not past retention"));
        }
        else
        {
            draft.LeftDetached.Add((record.Partition, range));
        }
    }

    void PlanDrop(DetachedPartition record, TimeRange range)
    {
        if (draft.Table.Policy.Retention is not { Then: RetentionAction.Drop } retention)
            AddKept(record, "its detach was to be followed by a drop, which the policy no longer asks for");
        else if (draft.Rule.HoldOn(range) is { } hold)
            draft.Held.Add((record.Partition, hold));
        else if (draft.Rule.IsGraceOver(record.RecordedAt))
            draft.Retire.Add([new PlanStep.DropDetachedTable(
                draft.Table.Name, record.Partition, record.Oid, range, record.Kind, record.ForeignKeys,
                $"{draft.Rule.WhyDue(range)}; detached {record.RecordedAt.UtcDateTime:yyyy-MM-dd}, and its grace of {retention.Grace} is over")]);
    }

    string Keep => draft.Table.Policy.Retention is { Keep: var keep } ? $"Keep is {keep}" : "keep for ever";

    void AddKept(DetachedPartition record, string why) => draft.Findings.Add(KeptFinding(record, why));

    public static Finding KeptFinding(DetachedPartition record, string why) => new(
        FindingCode.DetachedKept, Severity.Information, record.Table, record.Partition,
        $"{record.Partition} was detached from {record.Table} on {record.RecordedAt.UtcDateTime:yyyy-MM-dd} and stays as a table of its own: {why}.",
        "Drop it when it is no longer needed, or attach it again.");
}
