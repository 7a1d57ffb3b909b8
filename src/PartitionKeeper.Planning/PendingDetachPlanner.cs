namespace PartitionKeeper.Planning;

/// <summary>
/// Finishes detaches that were begun. What follows depends on who began it: our own (recorded before it began) goes on as the policy says today; somebody
/// else's is finished, because rows are invisible and inserts refused until then, and then left to them, due or not: what is not recorded is never dropped.
/// </summary>
sealed class PendingDetachPlanner(TableDraft draft, ILookup<uint, DetachedPartition> records, NameBook names, PlanCircumstances circumstances)
{
    public void Plan()
    {
        foreach (var placed in draft.Table.Placed.Where(placed => placed.DetachPending))
        {
            draft.Finalize.Add(new PlanStep.FinalizeDetach(
                draft.Table.Name, placed.Name, placed.Partition.Oid, placed.Range,
                "a detach was begun and not finished: its rows are invisible through the table, and inserts into its range are refused"));
            draft.Findings.Add(new Finding(
                FindingCode.DetachPending, Severity.Warning, draft.Table.Name, placed.Name,
                $"A detach of {placed.Name} was begun and not finished: rows in {draft.Table.Words.Range(placed.Range)} are invisible "
                + $"through {draft.Table.Name}, and inserts there are refused.",
                "The plan finishes it. If it stays pending, end the transactions that hold the partition open.", SolvedByPlan: true));

            if (draft.Table.Understood)
                Continue(placed, records[placed.Partition.Oid].FirstOrDefault());
        }
    }

    void Continue(PlacedPartition placed, DetachedPartition? record)
    {
        if (record is null)
            LeaveToOther(placed);
        else if (circumstances.ClockTrusted)
            ContinueOurs(placed, record);
        else
            draft.LeftDetached.Add((placed.Name, placed.Range));
    }

    void ContinueOurs(PlacedPartition placed, DetachedPartition record)
    {
        if (!draft.Rule.IsDue(placed.Range) && DetachedTables.CanAttach(draft, placed.Name, placed.Range))
        {
            draft.Attach.Add(new PlanStep.AttachPartition(
                draft.Table.Name, placed.Name, placed.Partition.Oid, placed.Bound, placed.Range,
                "its detach was begun when it was past retention, and by today's policy it is not"));
            return;
        }

        var mayDrop = record.Then == RetentionAction.Drop && draft.Table.Policy.Retention?.Then == RetentionAction.Drop;
        if (draft.Rule.IsDue(placed.Range) && draft.Rule.HoldOn(placed.Range) is { } hold)
            draft.Held.Add((placed.Name, hold));
        else if (draft.Rule.IsDue(placed.Range) && mayDrop && draft.Rule.IsGraceOver(record.RecordedAt))
            Drop(placed);

        draft.LeftDetached.Add((placed.Name, placed.Range));
    }

    void LeaveToOther(PlacedPartition placed)
    {
        names.LeaveToOthers(placed.Name);
        draft.Findings.Add(new Finding(
            FindingCode.DetachedByOther, Severity.Warning, draft.Table.Name, placed.Name,
            $"The detach of {placed.Name} was begun by somebody else; once finished, it stays as a table of its own, neither attached again nor dropped"
            + $"{(draft.Rule.IsDue(placed.Range) ? ", although it is past retention" : "")}.",
            $"If its rows should be seen through {draft.Table.Name}, attach it again; if not, drop it or keep it."));
    }

    void Drop(PlacedPartition placed) =>
        draft.Retire.Add([new PlanStep.DropDetachedTable(
            draft.Table.Name, placed.Name, placed.Partition.Oid, placed.Range, placed.Partition.Kind, placed.Partition.ForeignKeys, draft.Rule.WhyDue(placed.Range))]);
}
