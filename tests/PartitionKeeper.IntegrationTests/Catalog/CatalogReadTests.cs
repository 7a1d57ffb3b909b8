using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;

namespace PartitionKeeper.IntegrationTests.Catalog;

/// <summary>How the catalog is read: in one statement, and never in anybody's way.</summary>
public sealed class CatalogReadTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_s_lock_is_waited_for()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE tenants (id int PRIMARY KEY);
            CREATE TABLE events (id int REFERENCES tenants, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE events_2026_10 PARTITION OF events FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            CREATE TABLE events_2026_11 PARTITION OF events FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
            CREATE VIEW events_1 AS SELECT * FROM events;
            """);
        // LOCK TABLE on the partitioned table takes the partitions too.
        await using var held = await database.Database.HoldAsync("LOCK TABLE events, tenants, events_1 IN ACCESS EXCLUSIVE MODE", Token);

        var catalog = await database.ReadAsync([ReadingDatabase.Policy("public.events")], withSizes: true);

        Assert.Equal(2, Assert.Single(catalog.Tables).Partitions.Length);
    }

    [Theory, InlineData(1), InlineData(200)]
    public async Task One_statement_is_sent_however_many_tables_there_are(int tables)
    {
        await using var database = await ReadingDatabase.CreateAsync(server, ManyTables(tables, partitions: 16));
        await using var session = await database.OpenAsync();
        using var statements = new SentStatements(database.Database.Name);
        var started = Stopwatch.GetTimestamp();

        var catalog = await session.ReadCatalogAsync([ReadingDatabase.Policy("public.t*")], withSizes: false, Token);

        TestContext.Current.SendDiagnosticMessage(
            $"{tables} tables with 16 partitions each: read in {Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms");
        Assert.Equal(tables, catalog.Tables.Length);
        Assert.All(catalog.Tables, table => Assert.Equal(16, table.Partitions.Length));
        Assert.StartsWith("-- All that a plan needs", Assert.Single(statements.All));
    }

    [Fact]
    public async Task Empty_default_partitions_cost_one_statement_more_together()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, string.Concat(Enumerable.Range(1, 5).Select(i => $"""
            CREATE TABLE t{i} (at date) PARTITION BY RANGE (at);
            CREATE TABLE t{i}_rest PARTITION OF t{i} DEFAULT;
            """)));
        await using var session = await database.OpenAsync();
        using var statements = new SentStatements(database.Database.Name);

        var catalog = await session.ReadCatalogAsync([ReadingDatabase.Policy("public.t*")], withSizes: false, Token);

        Assert.Equal(5, catalog.Tables.Length);
        // The catalog, the probe with what opens its transaction, and its commit.
        Assert.InRange(statements.All.Count, 2, 4);
    }

    [Fact]
    public async Task Reading_twice_gives_the_same()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, ManyTables(3, partitions: 3));

        var first = await database.ReadAsync("public.t*");
        var second = await database.ReadAsync("public.t*");

        Assert.Equal(first.Relations, second.Relations);
        Assert.Equal(first.Tables.SelectMany(Facts), second.Tables.SelectMany(Facts));

        static IEnumerable<string> Facts(PartitionedTable table) =>
            [$"{table.Name} {table.Oid}", .. table.Partitions.Select(partition => $"{partition.Name} {partition.Oid} {partition.Bound}")];
    }

    static string ManyTables(int tables, int partitions) => $"""
        DO $$
        BEGIN
          FOR t IN 1..{tables} LOOP
            EXECUTE format('CREATE TABLE t%s (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)', t);
            FOR m IN 0..{partitions - 1} LOOP
              EXECUTE format('CREATE TABLE t%s_p%s PARTITION OF t%s FOR VALUES FROM (%L) TO (%L)', t, m, t, date '2026-01-01' + m, date '2026-01-02' + m);
            END LOOP;
          END LOOP;
        END
        $$
        """;

    /// <summary>Statements that the driver sends to one database, by its own tracing.</summary>
    sealed class SentStatements : IDisposable
    {
        readonly ActivityListener _listener;
        readonly ConcurrentQueue<string> _sent = new();

        public SentStatements(string database)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    var text = activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement");
                    if (text is string sql && (activity.GetTagItem("db.namespace") ?? activity.GetTagItem("db.name")) is string name && name == database)
                        _sent.Enqueue(sql);
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<string> All => _sent;

        public void Dispose() => _listener.Dispose();
    }
}
