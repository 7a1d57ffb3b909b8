using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Cli;

/// <summary>What the user's schemas hold, in words that do not depend on oids: two databases in the same state give the same lines.</summary>
static class DatabaseState
{
    const string Sql = """
        WITH relation AS (
            SELECT c.* FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname !~ '^(pg_|information_schema|partition_keeper)')
        SELECT format('%s %s of %s %s, pending %s, owner %s, acl %s, options %s', relkind, r.oid::regclass, i.inhparent::regclass,
                      pg_catalog.pg_get_expr(relpartbound, r.oid), inhdetachpending, relowner::regrole, relacl, reloptions)
        FROM relation r LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = r.oid
        UNION ALL SELECT format('column %s.%s %s not null %s', attrelid::regclass, attname, atttypid::regtype, attnotnull)
        FROM pg_catalog.pg_attribute JOIN relation r ON r.oid = attrelid WHERE attnum > 0 AND NOT attisdropped
        UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_catalog.pg_get_constraintdef(k.oid))
        FROM pg_catalog.pg_constraint k JOIN relation r ON r.oid = conrelid
        UNION ALL SELECT pg_catalog.pg_get_indexdef(indexrelid) FROM pg_catalog.pg_index JOIN relation r ON r.oid = indexrelid
        UNION ALL SELECT format('detached %s: %s, dropped %s', partition_name, then_action, dropped_at IS NOT NULL) FROM partition_keeper.detached_partition
        ORDER BY 1
        """;

    public static Task<IReadOnlyList<string>> ReadAsync(TestDatabase database) =>
        database.QueryAsync<string>(Sql, cancellationToken: TestContext.Current.CancellationToken);
}
