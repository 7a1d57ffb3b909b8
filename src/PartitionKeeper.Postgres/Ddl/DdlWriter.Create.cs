using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

sealed partial class DdlWriter
{
    /// <summary>A local time may be so far ahead of the server's clock.</summary>
    static readonly TimeSpan FurthestZone = TimeSpan.FromHours(14);

    StatementGroup Create(PlanStep.CreatePartition step) => WithFallback(step, given =>
    {
        var role = Owner(step.Table);

        // With a default partition an INSERT on its way into it would fail when the attach commits; behind this lock it waits, and finds the new partition.
        var level = Table(step.Table) is { HasDefaultPartition: true } ? LockLevel.AccessExclusive : LockLevel.ShareUpdateExclusive;

        return StatementGroup.Transaction(
            "create and attach",
            [
                Lock(step.Table, only: true, level, role),
                .. NewTable(step, role, given),
                AttachNew(step, step.Bound, role),
                .. LongDefault(step) is { } table ? [DropCheck(table.Name, OwnerOfBoth(step.Table, table.Oid))] : Array.Empty<Statement>(),
                .. AfterAttach(step, role, given),
            ]);
    });

    /// <summary>
    /// ATTACH reads the whole default partition for rows of the range, with readers and writers locked out. Where that is long, a CHECK that excludes the range is
    /// proved beforehand, while nobody waits. It keeps rows of the range out until the partition is there, so only a range of the future gets one.
    /// </summary>
    IEnumerable<StatementGroup> ExcludeFromDefault(PlanStep.CreatePartition step)
    {
        if (LongDefault(step) is not { } table || KeyRange(step.Table, step.Bound, nulls: true) is not { } range)
            yield break;

        var role = OwnerOfBoth(step.Table, table.Oid);
        yield return StatementGroup.Transaction(
            "say what the default partition does not hold, unchecked",
            Statement(
                $"ALTER TABLE {table.Name} DROP CONSTRAINT IF EXISTS {BoundCheck}, ADD CONSTRAINT {BoundCheck} CHECK (NOT ({range})) NOT VALID",
                LockLevel.AccessExclusive, table.Name, role));
        yield return StatementGroup.Transaction(
            "check it while the table can be used",
            new Statement(
                $"ALTER TABLE {table.Name} VALIDATE CONSTRAINT {BoundCheck}", LockLevel.ShareUpdateExclusive, table.Name, safety.LockTimeout,
                // The check is gone again before the range begins.
                TimeLeft(step) / 2 is var half && half < LongestScan.Value ? new StatementTimeout(half) : LongestScan,
                role));
    }

    /// <summary>The default partition, when it takes long to read and nothing of the range can be on its way into it yet.</summary>
    Partition? LongDefault(PlanStep.CreatePartition step) =>
        Table(step.Table)?.DefaultPartition is { Kind: PartitionKind.Table, RowEstimate: > MaintenancePlanner.ScanLimit } table && TimeLeft(step) > safety.StatementTimeout.Value
            ? table
            : null;

    /// <summary>Until rows of the range may come: at least so long, since keys of local time begin by a clock that may be ahead of the server's.</summary>
    TimeSpan TimeLeft(PlanStep.CreatePartition step) =>
        step.Range.From - catalog.ServerTime - (Table(step.Table)?.Key[0].Type is KeyType.Date or KeyType.Timestamp ? FurthestZone : TimeSpan.Zero);

    /// <summary>
    /// A partition that lacks what the others were given by hand is better than none: inserts would fail. Without anything given it has no grants either, so
    /// nobody reads by its name what row security would have hidden.
    /// </summary>
    StatementGroup WithFallback(PlanStep step, Func<PartitionProperties, StatementGroup> group) =>
        properties.TryGetValue(step.Table, out var given) && given != PartitionProperties.None
            ? group(given) with { Fallback = group(PartitionProperties.None) }
            : group(PartitionProperties.None);

    /// <summary>
    /// A plain table that becomes equal to what PARTITION OF makes. ATTACH adds identity and indexes itself: copied ones would differ
    /// (a sequence of its own, a second exclusion constraint).
    /// </summary>
    IEnumerable<Statement> NewTable(PlanStep step, string? role, PartitionProperties given)
    {
        var table = Table(step.Table);
        var accessMethod = table?.AccessMethod is { } method ? $" USING {Identifier.Quote(method)}" : "";
        var tablespace = table?.Tablespace is { } space ? $" TABLESPACE {Identifier.Quote(space)}" : "";

        yield return Statement(
            $"CREATE TABLE {step.Partition} (LIKE {step.Table} INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS EXCLUDING COMMENTS EXCLUDING INDEXES)"
            + $"{accessMethod}{StorageParameters(given)}{tablespace}",
            LockLevel.AccessExclusive, step.Partition, role);

        foreach (var sql in BeforeAttach(step.Partition, given))
            yield return Statement(sql, LockLevel.AccessExclusive, step.Partition, role);
    }

    Statement AttachNew(PlanStep step, PartitionBound.Range bound, string? role) => Statement(
        $"ALTER TABLE {step.Table} ATTACH PARTITION {step.Partition} {BoundLiteral.ForValues(bound)}",
        LockLevel.ShareUpdateExclusive, step.Table, role);

    IEnumerable<Statement> AfterAttach(PlanStep step, string? role, PartitionProperties given) =>
        ReplicaIdentityByIndex(step.Partition, given) is { } sql
            ? [Statement(sql, LockLevel.AccessExclusive, step.Partition, role)]
            : [];

    /// <summary>Without statistics the planner would take an empty partition for one of ten pages, and scan it as soon as it is filled.</summary>
    StatementGroup Analyze(PlanStep step)
    {
        var analyze = Statement($"ANALYZE {step.Partition}", LockLevel.ShareUpdateExclusive, step.Partition, Owner(step.Table));
        return StatementGroup.Transaction("give the planner its statistics", analyze) with { Optional = true };
    }
}
