using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

sealed partial class DdlWriter
{
    /// <summary>Each key in a transaction of its own: dropping one locks the table it points to.</summary>
    StatementGroup DropForeignKey(PlanStep.DropDetachedTable step, ForeignKey key)
    {
        var role = Owner(step.Table, step.Oid);
        return StatementGroup.Transaction(
            $"drop its foreign key to {key.References}",
            [
                .. LockAndVerify(step, role),
                Statement(
                    $"ALTER TABLE {step.Partition} DROP CONSTRAINT IF EXISTS {Identifier.Quote(key.Name)}",
                    LockLevel.AccessExclusive, key.References, role),
            ]);
    }

    StatementGroup Drop(PlanStep.DropDetachedTable step)
    {
        var role = Owner(step.Table, step.Oid);
        var what = step.Kind == PartitionKind.ForeignTable ? "FOREIGN TABLE" : "TABLE";
        return StatementGroup.Transaction(
            "drop",
            [
                .. LockAndVerify(step, role),
                _state.Dropped(step),
                Statement($"DROP {what} {step.Partition}", LockLevel.AccessExclusive, step.Partition, role),
            ]);
    }

    /// <summary>Behind the lock the name cannot be given to another table any more. Foreign tables cannot be locked.</summary>
    IEnumerable<Statement> LockAndVerify(PlanStep.DropDetachedTable step, string? role)
    {
        if (step.Kind != PartitionKind.ForeignTable)
            yield return Lock(step.Partition, only: false, LockLevel.AccessExclusive, role);

        yield return _state.StillDetached(step);
        yield return _state.NotHeld(step);
    }
}
