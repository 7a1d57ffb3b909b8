using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

sealed partial class DdlWriter
{
    const string BoundCheck = "partition_keeper_bound";

    /// <summary>Reading all rows of a table that nobody waits for may take its time.</summary>
    static readonly StatementTimeout LongestScan = new(TimeSpan.FromHours(2));

    /// <summary>
    /// A validated CHECK that implies the bound spares ATTACH its scan under locks. The one that DETACH CONCURRENTLY leaves would do, but a plain detach leaves
    /// none; ours is checked while nobody waits, and goes with the attach.
    /// </summary>
    ImmutableArray<StatementGroup> Attach(PlanStep.AttachPartition step)
    {
        var role = OwnerOfBoth(step.Table, step.Oid);
        var kind = catalog.Detached.FirstOrDefault(detached => detached.Oid == step.Oid)?.Kind ?? PartitionKind.Table;
        var check = kind == PartitionKind.ForeignTable ? null : KeyRange(step.Table, step.Bound, nulls: true);
        var level = Table(step.Table) is { HasDefaultPartition: true } ? LockLevel.AccessExclusive : LockLevel.ShareUpdateExclusive;

        List<Statement> attach =
        [
            _state.Reattached(step),
            Lock(step.Table, only: true, level, role),
            AttachNew(step, step.Bound, role),
        ];
        if (check is null)
            return [StatementGroup.Transaction("attach", [.. attach])];

        attach.Add(DropCheck(step.Partition, role));
        return
        [
            StatementGroup.Transaction(
                "say what the rows are, unchecked",
                Statement(
                    $"ALTER TABLE {step.Partition} DROP CONSTRAINT IF EXISTS {BoundCheck}, ADD CONSTRAINT {BoundCheck} CHECK ({check}) NOT VALID",
                    LockLevel.AccessExclusive, step.Partition, role)),
            StatementGroup.Transaction(
                "check it while the table can be used",
                new Statement(
                    $"ALTER TABLE {step.Partition} VALIDATE CONSTRAINT {BoundCheck}", LockLevel.ShareUpdateExclusive, step.Partition,
                    safety.LockTimeout, LongestScan, role)),
            StatementGroup.Transaction("attach", [.. attach]),
        ];
    }

    /// <summary>Takes away the CHECK, or the record, of a step that did not succeed; null when it had none.</summary>
    public StatementGroup? Undo(PlanStep step)
    {
        if (step is PlanStep.DetachPartition detach)
            return StatementGroup.Transaction("take the record back", _state.Withdrawn(detach)) with { Optional = true };

        var drop = step switch
        {
            PlanStep.AttachPartition s => DropCheck(s.Partition, OwnerOfBoth(s.Table, s.Oid)),
            PlanStep.CreatePartition s when LongDefault(s) is { } table => DropCheck(table.Name, OwnerOfBoth(s.Table, table.Oid)),
            _ => null,
        };
        return drop is null ? null : StatementGroup.Transaction("take the check away", drop) with { Optional = true };
    }

    Statement DropCheck(TableName table, string? role) =>
        Statement($"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {BoundCheck}", LockLevel.AccessExclusive, table, role);
}
