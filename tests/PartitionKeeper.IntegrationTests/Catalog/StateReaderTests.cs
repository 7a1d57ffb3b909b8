using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Catalog;

public sealed class StateReaderTests(PostgresServer server)
{
    static readonly string State = $"CREATE SCHEMA partition_keeper; {StateScripts.After(0, ReadingDatabase.StateSchema).First()};";

    const string Events = """
        CREATE TABLE tenants (id int PRIMARY KEY);
        CREATE TABLE events (at timestamptz, tenant int REFERENCES tenants) PARTITION BY RANGE (at);
        CREATE TABLE events_2026_10 PARTITION OF events FOR VALUES FROM ('2026-10-01 00:00:00+00') TO ('2026-11-01 00:00:00+00');
        CREATE TABLE events_2026_11 PARTITION OF events FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');

        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_state_schema_there_is_no_state()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, Events);

        var catalog = await database.ReadAsync("public.events");

        Assert.Equal(0, catalog.StateVersion);
        Assert.Empty(catalog.Detached);
        Assert.Empty(catalog.Holds);
        Assert.Null(catalog.LastRunAt);
        Assert.Null(catalog.LastFullRunAt);
        Assert.Empty(database.Log.Warnings);
    }

    [Fact]
    public async Task An_empty_state_schema_has_its_version()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, State);

        var catalog = await database.ReadAsync("public.events");

        Assert.Equal(1, catalog.StateVersion);
        Assert.Null(catalog.LastRunAt);
    }

    [Fact]
    public async Task What_became_of_a_recorded_partition_is_seen()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, Events + State + """
            CREATE TABLE events_2026_08 (at timestamptz, tenant int CONSTRAINT to_tenants REFERENCES tenants);
            CREATE TABLE renamed (at timestamptz);
            CREATE TABLE history_1 (at timestamptz);
            CREATE TABLE history_2 (at timestamptz);

            """ + Record("events_2026_10", "events_2026_10", "2026-10", "drop") + Record("events_2026_08", "events_2026_08", "2026-08", "archive")
            + Record("renamed", "events_2026_07", "2026-07", "detach") + Record("history_1", "history_1", "2026-06", "drop") + Record("history_2", "history_2", "2026-05", "drop") + """
            UPDATE partition_keeper.detached_partition SET dropped_at = now() WHERE partition_name = 'history_1';
            UPDATE partition_keeper.detached_partition SET attached_at = now() WHERE partition_name = 'history_2';
            """);

        var detached = (await database.ReadAsync("public.events")).Detached.OrderBy(record => record.Partition).ToList();

        Assert.Equal(["events_2026_07", "events_2026_08", "events_2026_10"], detached.Select(record => record.Partition.Name));
        Assert.Equal([DetachedState.Gone, DetachedState.Detached, DetachedState.Attached], detached.Select(record => record.State));
        Assert.Equal([RetentionAction.Detach, RetentionAction.Archive, RetentionAction.Drop], detached.Select(record => record.Then));
        Assert.All(detached, record => Assert.Equal(new TableName("public", "events"), record.Table));
        Assert.Equal(
            [new ForeignKey("to_tenants", new TableName("public", "events_2026_08"), new TableName("public", "tenants"))], detached[1].ForeignKeys);
        Assert.Equal(
            new PartitionBound.Range(
                [new BoundValue.Instant(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero))], [new BoundValue.Instant(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero))]),
            detached[1].Bound);
    }

    [Fact]
    public async Task A_recorded_partition_whose_detach_is_pending_is_seen_as_such_also_when_no_policy_keeps_its_table()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, Events + State + Record("events_2026_10", "events_2026_10", "2026-10", "drop"));
        await using var reader = await database.Database.HoldAsync("SELECT FROM events", Token);
        await using var connection = await database.Database.OpenAsync(Token);
        foreach (var (sql, refused) in ((string, bool)[])[("SET lock_timeout = '50ms'", false), ("ALTER TABLE events DETACH PARTITION events_2026_10 CONCURRENTLY", true)])
        {
            await using var command = new Npgsql.NpgsqlCommand(sql, connection);
            var exception = await Xunit.Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(Token));
            Assert.Equal(refused, exception is Npgsql.PostgresException);
        }

        Assert.Equal(DetachedState.Pending, Assert.Single((await database.ReadAsync("public.events")).Detached).State);
        Assert.Equal(DetachedState.Pending, Assert.Single((await database.ReadAsync("public.unknown")).Detached).State);
    }

    [Fact]
    public async Task The_bound_of_a_record_outlives_the_partitioned_table()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, Events + State + Record("events_2026_10", "events_2026_10", "2026-10", "drop") + "DROP TABLE events;");

        var record = Assert.Single((await database.ReadAsync("public.events")).Detached);

        Assert.Equal(DetachedState.Gone, record.State);
        Assert.IsType<BoundValue.Other>(Assert.Single(record.Bound.From));
    }

    [Fact]
    public async Task Holds_are_read_and_those_not_understood_hold_more()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, State + """
            INSERT INTO partition_keeper.hold (table_pattern, range_from, range_to, reason) VALUES
              ('public.events', NULL, NULL, 'all'),
              ('tenant_*.messages', '2026-01-01 00:00:00+00', '2026-02-01 00:00:00+00', 'one month'),
              ('public.calls', '2026-01-01 00:00:00+00', NULL, 'from then on'),
              ('public.calls', '-infinity', '12026-01-01', 'ever'),
              ('public.calls', '2026-02-01', '2026-01-01', 'backwards'),
              ('no schema', NULL, NULL, 'bad pattern');
            """);

        var holds = (await database.ReadAsync("public.events")).Holds;

        var january = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(["public.events", "tenant_*.messages", "public.calls", "public.calls", "public.calls", "*.*"], holds.Select(hold => hold.Table.Text));
        Assert.Equal(
            [null, new TimeRange(january, january.AddMonths(1)), new TimeRange(january, DateTimeOffset.MaxValue), null, null, null], holds.Select(hold => hold.Range));
        Assert.Equal(["all", "one month", "from then on", "ever", "backwards", "bad pattern"], holds.Select(hold => hold.Reason));
        Assert.Equal(2, database.Log.Warnings.Count());
    }

    [Fact]
    public async Task The_newest_runs_are_known_and_a_stopped_one_did_not_finish()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, State + """
            INSERT INTO partition_keeper.run (id, kind, as_of, started_at, elapsed, outcome, steps, failed, host, version) VALUES
              (gen_random_uuid(), 'full', '2026-11-01 02:00:00+00', now(), '1 s', 'done', 1, 0, 'h', 'v'),
              (gen_random_uuid(), 'full', '2026-12-01 02:00:00+00', now(), '1 s', 'failed', 1, 1, 'h', 'v'),
              (gen_random_uuid(), 'full', '2027-01-01 02:00:00+00', now(), '1 s', 'stopped', 1, 0, 'h', 'v'),
              (gen_random_uuid(), 'reconcile', '2027-01-02 02:00:00+00', now(), '1 s', 'nothing-to-do', 0, 0, 'h', 'v');
            """);

        var catalog = await database.ReadAsync("public.events");

        Assert.Equal(new DateTimeOffset(2027, 1, 2, 2, 0, 0, TimeSpan.Zero), catalog.LastRunAt);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 2, 0, 0, TimeSpan.Zero), catalog.LastFullRunAt);
    }

    [Fact]
    public async Task A_state_schema_that_may_not_be_read_is_warned_about()
    {
        var role = $"role_{Guid.NewGuid():n}";
        await using var database = await ReadingDatabase.CreateAsync(server, Events + State + $"CREATE ROLE {role} LOGIN;");
        try
        {
            var none = await database.ReadAsync([ReadingDatabase.Policy("public.events")], user: role);
            await database.Database.ExecuteAsync(
                $"GRANT USAGE ON SCHEMA partition_keeper TO {role}; GRANT SELECT ON partition_keeper.schema_version TO {role}", cancellationToken: Token);
            var some = await database.ReadAsync([ReadingDatabase.Policy("public.events")], user: role);
            await database.Database.ExecuteAsync($"GRANT SELECT ON ALL TABLES IN SCHEMA partition_keeper TO {role}", cancellationToken: Token);
            var all = await database.ReadAsync([ReadingDatabase.Policy("public.events")], user: role);

            Assert.Equal([0, 0, 1], ((DatabaseCatalog[])[none, some, all]).Select(catalog => catalog.StateVersion));
            Assert.Single(none.Tables);
            Assert.Equal(2, database.Log.Warnings.Count());
            Assert.All(database.Log.Warnings, warning => Assert.Contains("grant USAGE on the schema", warning));
        }
        finally
        {
            await database.Database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}", cancellationToken: CancellationToken.None);
        }
    }

    [Fact]
    public async Task State_tables_that_somebody_locks_are_not_waited_for_longer_than_the_lock_timeout()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, State);
        await using var held = await database.Database.HoldAsync("LOCK TABLE partition_keeper.hold IN ACCESS EXCLUSIVE MODE", Token);

        var exception = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.ReadAsync("public.events"));

        Assert.Contains("schema partition_keeper is locked by another session", exception.Message);
    }

    static string Record(string table, string name, string month, string then) => $"""
        INSERT INTO partition_keeper.detached_partition
          (partition_oid, partition_schema, partition_name, table_schema, table_name, table_oid, bound, range_from, range_to, then_action)
        SELECT '{table}'::regclass, 'public', '{name}', 'public', 'events', 'events'::regclass,
          format('FOR VALUES FROM (%L) TO (%L)', '{month}-01 00:00:00+00', to_char(date '{month}-01' + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00'),
          '{month}-01 00:00:00+00', date '{month}-01' + interval '1 month', '{then}';

        """;
}
