using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// Writes the statements of steps that concern our own tables. They run as the session's own role: the state schema is its, not the tables' owner's.
/// Oids are looked up by name when the statement runs, so that a script is right on a copy of the database too.
/// </summary>
sealed class StateWriter(string schema, SafetySettings safety)
{
    /// <summary>"Part" in ASCII, and a number of ours: keeps two sessions from making the schema at the same time.</summary>
    const string MakingLock = "1348563572, 1";

    readonly string _schema = Identifier.Quote(schema);

    /// <summary>What makes the state schema, or brings it up to date.</summary>
    public StatementGroup Make(int version) => StatementGroup.Transaction(
        "our own tables",
        [
            Own($"SELECT pg_catalog.pg_advisory_xact_lock({MakingLock})"),
            Own(Literal.Block($"""
                BEGIN
                  IF pg_catalog.to_regnamespace({Literal.Text(_schema)}) IS NULL THEN
                    CREATE SCHEMA {_schema};
                  END IF;
                END
                """)),
            .. StateScripts.After(version, schema).Select(Own),
        ]);

    /// <summary>What an administrator says where our role may not make schemas.</summary>
    public static string MakeFor(string schema, string role) => $"CREATE SCHEMA {Identifier.Quote(schema)} AUTHORIZATION {Identifier.Quote(role)}";

    public static string HandOver(string schema, string role) => $"ALTER SCHEMA {Identifier.Quote(schema)} OWNER TO {Identifier.Quote(role)}";

    /// <summary>Idempotent: what is recorded already is recorded anew.</summary>
    public Statement Detaching(PlanStep.DetachPartition step) => Own($"""
        INSERT INTO {_schema}.detached_partition
          (partition_oid, partition_schema, partition_name, table_schema, table_name, table_oid, bound, range_from, range_to, then_action)
        VALUES
          ({Literal.OidOf(step.Partition)}, {Names(step.Partition)}, {Names(step.Table)}, {Literal.OidOf(step.Table)},
           {Literal.Text(BoundLiteral.ForValues(step.Bound))}, {Literal.TimestampTz(step.Range.From)}, {Literal.TimestampTz(step.Range.To)}, '{Then(step.Then)}')
        ON CONFLICT (partition_oid, partition_schema, partition_name) DO UPDATE SET
          table_schema = EXCLUDED.table_schema, table_name = EXCLUDED.table_name, table_oid = EXCLUDED.table_oid, bound = EXCLUDED.bound,
          range_from = EXCLUDED.range_from, range_to = EXCLUDED.range_to, then_action = EXCLUDED.then_action,
          recorded_at = pg_catalog.now(), dropped_at = NULL, attached_at = NULL
        """);

    public Statement Dropped(PlanStep.DropDetachedTable step) => Own(
        $"UPDATE {_schema}.detached_partition SET dropped_at = pg_catalog.now() WHERE {Recorded(step.Partition)}");

    public Statement Reattached(PlanStep.AttachPartition step) => Own(
        $"UPDATE {_schema}.detached_partition SET attached_at = pg_catalog.now() WHERE {Recorded(step.Partition)}");

    /// <summary>
    /// The detach did not come about: the partition is attached as before. With the record left in place, a detach by somebody else would later be taken for ours,
    /// and the table dropped.
    /// </summary>
    public Statement Withdrawn(PlanStep.DetachPartition step) => Own($"""
        UPDATE {_schema}.detached_partition SET attached_at = pg_catalog.now()
        WHERE {Recorded(step.Partition)}
          AND EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = partition_oid AND inhparent = table_oid AND NOT inhdetachpending)
        """);

    /// <summary>The name still belongs to the table that was recorded, and that is no partition.</summary>
    public Statement StillDetached(PlanStep.DropDetachedTable step) => Own(Literal.Block($"""
        BEGIN
          IF NOT EXISTS (SELECT FROM {_schema}.detached_partition WHERE {Recorded(step.Partition)})
             OR (SELECT relispartition FROM pg_catalog.pg_class WHERE oid = {Literal.OidOf(step.Partition)}) THEN
            RAISE EXCEPTION '% is not the table that was detached', {Literal.Text(step.Partition.ToString())} USING ERRCODE = '{GuardSqlState.NotDetached}';
          END IF;
        END
        """));

    /// <summary>
    /// No hold of the state schema covers the step's range, also none that was entered since the plan was made. Quotes and case of the pattern are left
    /// aside, and what is no pattern or no range holds everything: rather held once too often.
    /// </summary>
    public Statement NotHeld(PlanStep step) => Own(Literal.Block($"""
        DECLARE
          why text;
        BEGIN
          SELECT h.reason INTO why FROM {_schema}.hold h, pg_catalog.btrim(h.table_pattern, E' \t\r\n') AS p (pattern)
          WHERE (p.pattern !~ '^{PatternPart}\.{PatternPart}$'
              OR pg_catalog.lower({Literal.Text($"{step.Table.Schema}.{step.Table.Name}".Replace("\"", ""))}) LIKE
              pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
                pg_catalog.lower(pg_catalog.replace(p.pattern, '"', '')), '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'))
            AND (h.range_from >= h.range_to OR {Overlapping(step.Range)})
          ORDER BY h.id LIMIT 1;
          IF FOUND THEN
            RAISE EXCEPTION '% is held: %', {Literal.Text(step.Partition.ToString())}, why USING ERRCODE = '{GuardSqlState.Held}';
          END IF;
        END
        """));

    /// <summary>Schema or name of a pattern, as a regular expression of PostgreSQL.</summary>
    const string PatternPart = """("([^"]|"")+"|[A-Za-z0-9_$*]|[^\x01-\x7f])+""";

    static string Overlapping(TimeRange range) =>
        (range.To == DateTimeOffset.MaxValue ? "true" : $"(h.range_from IS NULL OR h.range_from < {Literal.TimestampTz(range.To)})")
        + (range.From == DateTimeOffset.MinValue ? "" : $" AND (h.range_to IS NULL OR h.range_to > {Literal.TimestampTz(range.From)})");

    static string Recorded(TableName partition) =>
        $"partition_oid = {Literal.OidOf(partition)} AND partition_schema = {Literal.Text(partition.Schema)} AND partition_name = {Literal.Text(partition.Name)} AND dropped_at IS NULL AND attached_at IS NULL";

    static string Names(TableName name) => $"{Literal.Text(name.Schema)}, {Literal.Text(name.Name)}";

    static string Then(RetentionAction action) => action switch
    {
        RetentionAction.Drop => "drop",
        RetentionAction.Detach => "detach",
        RetentionAction.Archive => "archive",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    Statement Own(string sql) => new(sql, LockLevel.None, null, safety.LockTimeout, safety.StatementTimeout);
}
