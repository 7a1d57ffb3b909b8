using System.Globalization;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Cli;

/// <summary>Tables partitioned by the months of UTC around now: the program reads the real clock.</summary>
static class Monthly
{
    static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <param name="offset">0: the current month.</param>
    public static DateOnly Month(int offset) => new DateOnly(Now.Year, Now.Month, 1).AddMonths(offset);

    /// <summary>The partition's name as PartitionKeeper gives it by default, without its schema.</summary>
    public static string Name(string table, int offset) => $"{table}_{Month(offset).ToString("yyyy'_'MM", CultureInfo.InvariantCulture)}";

    /// <summary>Names of consecutive months, both ends included.</summary>
    public static string[] Names(string table, int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(offset => Name(table, offset))];

    /// <summary>The start of a month as JSON output writes it.</summary>
    public static string Start(int offset) => $"{Month(offset):yyyy-MM-dd}T00:00:00Z";

    /// <summary>SQL for a table with partitions for consecutive months, both ends included, and a row in each.</summary>
    /// <param name="table">With its schema, quoted where needed.</param>
    public static string Table(string table, int first, int last)
    {
        var (schema, name) = (table.Split('.')[0], table.Split('.')[1].Trim('"'));
        return $"CREATE TABLE {table} (id bigint NOT NULL, at timestamptz NOT NULL, note text) PARTITION BY RANGE (at);\n"
            + string.Concat(Enumerable.Range(first, last - first + 1).Select(offset => Partition(table, $"{schema}.\"{Name(name, offset)}\"", offset)));
    }

    public static string Partition(string table, string partition, int offset) => $"""
        CREATE TABLE {partition} PARTITION OF {table} FOR VALUES FROM ('{Month(offset):yyyy-MM-dd} 00:00:00+00') TO ('{Month(offset + 1):yyyy-MM-dd} 00:00:00+00');
        INSERT INTO {table} VALUES ({offset + 100}, '{Month(offset):yyyy-MM-dd} 12:00:00+00', 'a row');

        """;

    /// <summary>Names of the attached partitions in order, without schema; one with a pending detach has a trailing <c>?</c>.</summary>
    /// <param name="table">With its schema, quoted where needed.</param>
    public static Task<IReadOnlyList<string>> PartitionsAsync(this TestDatabase database, string table) => database.QueryAsync<string>(
        """
        SELECT c.relname || CASE WHEN i.inhdetachpending THEN '?' ELSE '' END
        FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = @table::regclass ORDER BY c.relname COLLATE "C"
        """,
        new { table },
        TestContext.Current.CancellationToken);

    public static Task<bool> ExistsAsync(this TestDatabase database, string table) => database.ScalarAsync<bool>(
        "SELECT to_regclass(@table) IS NOT NULL", new { table }, TestContext.Current.CancellationToken);
}
