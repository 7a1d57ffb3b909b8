using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

sealed partial class DdlWriter
{
    /// <summary>
    /// One transaction, behind a lock that keeps readers and writers out, so that no row is invisible or written twice meanwhile. Triggers of the application
    /// do not fire: nothing was deleted as far as it is concerned.
    /// </summary>
    StatementGroup Drain(PlanStep.DrainDefault step) => WithFallback(step, given =>
    {
        var role = Owner(step.Table);
        var columns = string.Join(", ", Table(step.Table)?.Columns.Select(Identifier.Quote) ?? []);
        var range = KeyRange(step.Table, step.Bound, nulls: false)
            ?? throw new InvalidOperationException($"{step.Table} has no key column that rows can be chosen by.");

        return StatementGroup.Transaction(
            "create, move the rows of the range, attach",
            [
                Lock(step.Table, only: true, LockLevel.AccessExclusive, role),
                Lock(step.DefaultPartition, only: false, LockLevel.AccessExclusive, role),
                .. NewTable(step, role, given),
                Statement(Literal.Block(Unreferenced(step)), LockLevel.None, null, role),
                Statement(Literal.Block(SilenceTriggers(step.DefaultPartition)), LockLevel.ShareRowExclusive, step.DefaultPartition, role),
                Statement(
                    $"WITH moved AS (DELETE FROM {step.DefaultPartition} WHERE {range} RETURNING {columns}) "
                    + $"INSERT INTO {step.Partition} ({columns}) SELECT {columns} FROM moved",
                    LockLevel.RowExclusive, step.DefaultPartition, role) with { MovesRows = true },
                Statement(Literal.Block(RestoreTriggers(step.DefaultPartition)), LockLevel.ShareRowExclusive, step.DefaultPartition, role),
                AttachNew(step, step.Bound, role),
                .. AfterAttach(step, role, given),
            ]);
    });

    /// <summary>Deleting a referenced row, even to insert it again, fails or (ON DELETE CASCADE) deletes rows of other tables.</summary>
    static string Unreferenced(PlanStep.DrainDefault step) => $"""
        BEGIN
          IF EXISTS (SELECT FROM pg_catalog.pg_constraint
                     WHERE contype = 'f' AND confrelid IN ({Literal.OidOf(step.Table)}, {Literal.OidOf(step.DefaultPartition)})) THEN
            RAISE EXCEPTION '% is referenced by foreign keys: its rows cannot be moved', {Literal.Text(step.Table.ToString())} USING ERRCODE = '{GuardSqlState.Referenced}';
          END IF;
        END
        """;

    /// <summary>
    /// Notes which triggers on DELETE fire, and how, in a setting that ends with the transaction, and disables them. The bit 8 of tgtype is DELETE; triggers of
    /// constraints are not touched.
    /// </summary>
    static string SilenceTriggers(TableName table) => $$"""
        DECLARE
          t record;
        BEGIN
          PERFORM pg_catalog.set_config('partition_keeper.triggers', COALESCE((
            SELECT pg_catalog.jsonb_object_agg(tgname, tgenabled)::text FROM pg_catalog.pg_trigger
            WHERE tgrelid = {{Literal.OidOf(table)}} AND tgconstraint = 0 AND tgtype & 8 <> 0 AND tgenabled <> 'D'), '{}'), true);
          FOR t IN SELECT key FROM pg_catalog.jsonb_each_text(pg_catalog.current_setting('partition_keeper.triggers')::pg_catalog.jsonb) LOOP
            EXECUTE pg_catalog.format('ALTER TABLE %s DISABLE TRIGGER %I', {{Literal.Text(table.ToString())}}, t.key);
          END LOOP;
        END
        """;

    static string RestoreTriggers(TableName table) => $$"""
        DECLARE
          t record;
        BEGIN
          FOR t IN SELECT key, value FROM pg_catalog.jsonb_each_text(pg_catalog.current_setting('partition_keeper.triggers')::pg_catalog.jsonb) LOOP
            EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE %s TRIGGER %I', {{Literal.Text(table.ToString())}},
              CASE t.value WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.key);
          END LOOP;
        END
        """;

    /// <summary>
    /// The rows of a bound, by the first key column. As a CHECK it also says that no key column is null, which is what lets ATTACH take it for the partition's
    /// own constraint. Null when the key is an expression.
    /// </summary>
    string? KeyRange(TableName name, PartitionBound.Range bound, bool nulls)
    {
        if (Table(name) is not { } table || table.Key.Any(column => column.Name is null))
            return null;

        var key = Identifier.Quote(table.Key[0].Name!);
        List<string> terms = nulls ? [.. table.Key.Select(column => $"{Identifier.Quote(column.Name!)} IS NOT NULL")] : [];
        if (bound.From[0] is not BoundValue.MinValue)
            terms.Add($"{key} >= {BoundLiteral.Write(bound.From[0])}");
        if (bound.To[0] is not BoundValue.MaxValue)
            terms.Add($"{key} < {BoundLiteral.Write(bound.To[0])}");

        return terms.Count == 0 ? $"{key} IS NOT NULL" : string.Join(" AND ", terms);
    }
}
