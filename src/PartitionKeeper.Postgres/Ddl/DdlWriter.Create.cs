using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

sealed partial class DdlWriter
{
    StatementGroup Create(PlanStep.CreatePartition step) => WithFallback(step, given =>
    {
        var role = Owner(step.Table);

        // With a default partition an INSERT on its way into it would fail when the attach commits; behind this lock it waits, and finds the new partition.
        var level = Table(step.Table) is { HasDefaultPartition: true } ? LockLevel.AccessExclusive : LockLevel.ShareUpdateExclusive;

        return StatementGroup.Transaction(
            "create and attach",
            [Lock(step.Table, only: true, level, role), .. NewTable(step, role, given), AttachNew(step, step.Bound, role), .. AfterAttach(step, role, given)]);
    });

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
