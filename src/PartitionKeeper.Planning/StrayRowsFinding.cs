namespace PartitionKeeper.Planning;

/// <summary>Findings about rows in a default partition.</summary>
static class StrayRowsFinding
{
    /// <summary>Null when the rows may be moved.</summary>
    public static string? WhyNotDrained(KeptTable table, long rows) =>
        table.Policy.DefaultPartition == DefaultPartitionAction.Refuse ? "DefaultPartition is refuse"
        : rows > MaintenancePlanner.DrainLimit ? $"more than {MaintenancePlanner.DrainLimit} cannot be moved under a short lock"
        : LongDefault(table) is { } estimate ? $"the default partition holds about {estimate} rows, all of which would be read while the table is locked"
        : table.Table.ReferencedBy is [var key, ..] ? $"foreign keys point to the table ({key.Name} of {key.Table}), which moving rows would trip over"
        : null;

    /// <summary>
    /// Null when the partition may be created. PostgreSQL reads the whole default partition under the lock; only for a range of the future can that be done
    /// beforehand (by a CHECK, which would refuse rows of any other range).
    /// </summary>
    public static Finding? LongScan(KeptTable table, TimeRange piece) =>
        piece.From > table.Now || LongDefault(table) is not { } estimate ? null : new(
            FindingCode.RowsInDefault, Severity.Error, table.Name, table.Table.DefaultPartition?.Name,
            $"The default partition of {table.Name} holds about {estimate} rows, all of which PostgreSQL would read, with readers and writers locked out, to create the "
            + $"partition for {table.Words.Range(piece)}; it is not created, and rows of the range go to the default partition.",
            "Move the rows out of the default partition in batches (into a table of its own, attached afterwards), or create the partition by hand in a quiet hour.",
            BlocksWork: true);

    public static Finding Blocking(KeptTable table, TimeRange piece, long rows, string why) => new(
        FindingCode.RowsInDefault, Severity.Error, table.Name, table.Table.DefaultPartition?.Name,
        $"The default partition of {table.Name} holds {AxisWords.Count(rows, "row")} for {table.Words.Range(piece)}, "
        + $"so that range's partition cannot be created: {why}.",
        "Move the rows out of the default partition in batches (into a table of its own, attached afterwards), or delete them; then the partition is created.",
        BlocksWork: true);

    /// <summary>One finding for all rows that no step of the plan moves, and that stand in the way of none; null when there are none.</summary>
    public static Finding? Others(TableDraft draft)
    {
        var (table, planned) = (draft.Table, Planned(draft));
        var others = table.Table.StrayRows
            .Where(stray => stray.Rows > 0 && !(stray.Range is { } range && planned.Exists(range.Overlaps)))
            .ToList();
        if (others.Count == 0)
            return null;

        var ranges = others.Where(stray => stray.Range is not null).OrderBy(stray => stray.Range!.From)
            .Select(stray => $"{table.Words.Range(stray.Range!)} {stray.Rows}")
            .Concat(others.Where(stray => stray.Range is null).Select(stray => $"no range at all {stray.Rows}"));
        return new Finding(
            FindingCode.RowsInDefault, Severity.Warning, table.Name, table.Table.DefaultPartition?.Name,
            $"The default partition of {table.Name} holds {AxisWords.Count(others.Sum(stray => stray.Rows), "row")} for which no partition is planned: {AxisWords.List(ranges)}.",
            "Correct or delete them, or create partitions for them by hand. No retention reaches rows in a default partition.");
    }

    /// <summary>The estimated rows of a default partition that is not read under a lock; null: it may be.</summary>
    static long? LongDefault(KeptTable table) => table.Table.DefaultPartition is { RowEstimate: > MaintenancePlanner.ScanLimit and var estimate } ? estimate : null;

    static List<TimeRange> Planned(TableDraft draft) =>
        [.. draft.CreateCurrent.Concat(draft.CreateOther).Select(step => step.Range), .. draft.RefusedDrains];
}
