namespace PartitionKeeper.Planning;

/// <summary>Says so when inserts fail now, or would within the next interval.</summary>
static class RunwayCheck
{
    public static Finding? Check(TableDraft draft)
    {
        var table = draft.Table;
        var current = table.Grid.RangeAt(table.Now);
        var until = table.Policy.Premake > 0 && current.To < DateTimeOffset.MaxValue ? table.Grid.Next(current).To : current.To;
        var before = table.Placed.Where(placed => !placed.DetachPending).Select(placed => placed.Range).ToList();
        if (new Coverage(before).Uncovered(table.Now, until).FirstOrDefault() is not { } missing)
            return null;

        var after = draft.Attached.Select(attached => attached.Range).Concat(draft.CreateCurrent.Concat(draft.CreateOther).Select(step => step.Range));
        var repaired = !new Coverage(after).Uncovered(table.Now, until).Any();
        var now = missing.From <= table.Now;
        return new Finding(
            FindingCode.RunwayShort, Severity.Error, table.Name, null,
            $"{table.Name} has no partition for {table.Words.Range(missing)}: inserts there {(now ? "fail now" : "will fail from then on")}"
            + $"{(table.Table.HasDefaultPartition ? ", or land in the default partition" : "")}. This plan {(repaired ? "creates it" : "does not cover all of it")}.",
            repaired
                ? "Apply the plan. If this was found by a scheduled run, find out why earlier ones did not create it."
                : "See the other findings of this table: they say what stands in the way.",
            SolvedByPlan: repaired);
    }
}
