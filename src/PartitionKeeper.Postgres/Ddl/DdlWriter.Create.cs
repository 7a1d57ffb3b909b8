using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

sealed partial class DdlWriter
{
    StatementGroup Create(PlanStep.CreatePartition step)
    {
        var role = Owner(step.Table);

        // With a default partition an INSERT on its way into it would fail when the attach commits; behind this lock it waits, and finds the new partition.
        var level = Table(step.Table) is { HasDefaultPartition: true } ? LockLevel.AccessExclusive : LockLevel.ShareUpdateExclusive;

        return StatementGroup.Transaction(
            "create and attach",
            [Lock(step.Table, only: true, level, role), .. NewTable(step, role), AttachNew(step, step.Bound, role), .. AfterAttach(step, role)]);
    }

    /// <summary>
    /// A plain table that becomes equal to what PARTITION OF makes. ATTACH adds identity and indexes itself: copied ones would differ
    /// (a sequence of its own, a second exclusion constraint).
    /// </summary>
    IEnumerable<Statement> NewTable(PlanStep step, string? role)
    {
        var table = Table(step.Table);
        var accessMethod = table?.AccessMethod is { } method ? $" USING {Identifier.Quote(method)}" : "";
        var tablespace = table?.Tablespace is { } space ? $" TABLESPACE {Identifier.Quote(space)}" : "";

        yield return Statement(
            $"CREATE TABLE {step.Partition} (LIKE {step.Table} INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS EXCLUDING COMMENTS EXCLUDING INDEXES)"
            + $"{accessMethod}{StorageParameters(Properties(step.Table))}{tablespace}",
            LockLevel.AccessExclusive, step.Partition, role);

        foreach (var sql in BeforeAttach(step.Partition, Properties(step.Table)))
            yield return Statement(sql, LockLevel.AccessExclusive, step.Partition, role);
    }

    Statement AttachNew(PlanStep step, PartitionBound.Range bound, string? role) => Statement(
        $"ALTER TABLE {step.Table} ATTACH PARTITION {step.Partition} {BoundLiteral.ForValues(bound)}",
        LockLevel.ShareUpdateExclusive, step.Table, role);

    IEnumerable<Statement> AfterAttach(PlanStep step, string? role) =>
        ReplicaIdentityByIndex(step.Partition, Properties(step.Table)) is { } sql
            ? [Statement(sql, LockLevel.AccessExclusive, step.Partition, role)]
            : [];

    /// <summary>Without statistics the planner would take an empty partition for one of ten pages, and scan it as soon as it is filled.</summary>
    StatementGroup Analyze(PlanStep step)
    {
        var analyze = Statement($"ANALYZE {step.Partition}", LockLevel.ShareUpdateExclusive, step.Partition, Owner(step.Table));
        return StatementGroup.Transaction("give the planner its statistics", analyze) with { Optional = true };
    }

    PartitionProperties Properties(TableName table) => properties.GetValueOrDefault(table, PartitionProperties.None);
}
