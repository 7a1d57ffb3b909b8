namespace PartitionKeeper.Planning;

/// <summary>Retires what is past retention: detach, and drop at once where there is no grace.</summary>
sealed class RetentionPlanner(TableDraft draft, PlanCircumstances circumstances)
{
    public void Plan()
    {
        var due = Due(draft).ToList();
        foreach (var placed in due)
        {
            if (draft.Rule.HoldOn(placed.Range) is { } hold)
                draft.Held.Add((placed.Name, hold));
        }

        AddHeld();

        due.RemoveAll(placed => draft.Rule.HoldOn(placed.Range) is not null);
        if (draft.Table.Policy.Retention is not { } retention || due.Count == 0 || circumstances is not { Kind: RunKind.Full, ClockTrusted: true })
            return;

        if (retention.Then == RetentionAction.Archive)
            draft.Findings.Add(ArchiveUnavailable(due));
        else if (due.Count > retention.MaxPerRun && !(circumstances.ApproveRetire >= due.Count))
            draft.Findings.Add(TooMany(due, retention.MaxPerRun));
        else
            due.ForEach(placed => Retire(placed, retention));
    }

    /// <summary>Attached and past retention, oldest first; held ones included.</summary>
    public static IEnumerable<PlacedPartition> Due(TableDraft draft) =>
        draft.Table.Understood ? draft.Table.Placed.Where(placed => !placed.DetachPending && draft.Rule.IsDue(placed.Range)) : [];

    void Retire(PlacedPartition placed, Retention retention)
    {
        var why = draft.Rule.WhyDue(placed.Range);
        var steps = new List<PlanStep>
        {
            // PostgreSQL refuses DETACH ... CONCURRENTLY while the table has a default partition.
            new PlanStep.DetachPartition(
                draft.Table.Name, placed.Name, placed.Partition.Oid, placed.Bound, placed.Range, Concurrently: !draft.Table.Table.HasDefaultPartition, retention.Then, why),
        };
        if (retention is { Then: RetentionAction.Drop, Grace.Count: 0 })
            steps.Add(new PlanStep.DropDetachedTable(
                draft.Table.Name, placed.Name, placed.Partition.Oid, placed.Range, placed.Partition.Kind, placed.Partition.ForeignKeys, why));

        draft.Retire.Add(steps);
    }

    void AddHeld()
    {
        if (draft.Held.Count == 0)
            return;

        draft.Findings.Add(new Finding(
            FindingCode.Held, Severity.Information, draft.Table.Name, null,
            $"{AxisWords.Count(draft.Held.Count, "partition")} of {draft.Table.Name} past retention {(draft.Held.Count == 1 ? "is" : "are")} held: "
            + $"{AxisWords.List(draft.Held.Select(held => $"{held.Partition} ({held.Hold.Reason})"))}.",
            "Nothing, as long as the hold is meant; retention goes on once it is lifted."));
    }

    Finding TooMany(List<PlacedPartition> due, int maxPerRun) => new(
        FindingCode.TooManyDue, Severity.Warning, draft.Table.Name, null,
        $"{due.Count} partitions of {draft.Table.Name} are past retention, more than MaxPerRun ({maxPerRun}) allows in one run; none is retired. "
        + $"The oldest is {due[0].Name} {draft.Table.Words.Range(due[0].Range)}, the newest {due[^1].Name} {draft.Table.Words.Range(due[^1].Range)}.",
        $"Make sure that Keep and the clock are right, then approve once: apply --approve-retire {due.Count}.", BlocksWork: true);

    Finding ArchiveUnavailable(List<PlacedPartition> due) => new(
        FindingCode.ArchiveUnavailable, Severity.Warning, draft.Table.Name, null,
        $"{AxisWords.Count(due.Count, "partition")} of {draft.Table.Name} {(due.Count == 1 ? "is" : "are")} past retention and would be archived, "
        + "but archiving is not part of this version; nothing is detached or dropped.",
        "Keep them until an archive is available, or set Then to detach or drop.", BlocksWork: true);
}
