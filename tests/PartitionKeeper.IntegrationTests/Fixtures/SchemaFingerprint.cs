using System.Collections.Immutable;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>
/// Everything of a database that a dump of its schema would show, a line per object and sorted: two databases with the same lines have the same tables, columns, constraints,
/// indexes, bounds, owners, rights, triggers, policies, statistics, comments and publications. No oid and no name of the database is in it.
/// </summary>
static class SchemaFingerprint
{
    static readonly string Sql = File.ReadAllText(Repository.PathOf("tests/PartitionKeeper.IntegrationTests/Fixtures/Sql/schema_fingerprint.sql"));

    /// <param name="table">Only lines about this relation (schema-qualified, as SQL); null: all.</param>
    public static async Task<ImmutableArray<string>> ReadAsync(TestDatabase database, CancellationToken cancellationToken, string? table = null)
    {
        var lines = await database.QueryAsync<string>($"SET search_path = ''; SET TimeZone = 'UTC'; {Sql}", new { table }, cancellationToken);
        return [.. lines];
    }

    /// <summary>How many rows each table has that is not partitioned itself, and a hash of them that does not depend on their order.</summary>
    public static async Task<ImmutableArray<string>> ReadRowsAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        var tables = await database.QueryAsync<string>(
            """
            SET search_path = '';
            SELECT c.oid::pg_catalog.regclass::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'partition_keeper') ORDER BY 1
            """,
            cancellationToken: cancellationToken);
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var table in tables)
        {
            lines.Add(await database.ScalarAsync<string>(
                $"SET TimeZone = 'UTC'; SELECT '{table.Replace("'", "''")} ' || count(*) || ' rows ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {table} t",
                cancellationToken: cancellationToken) ?? "");
        }

        return lines.ToImmutable();
    }
}
