using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;

namespace PartitionKeeper.IntegrationTests.Catalog;

public sealed class CatalogReaderTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Odd_names_come_as_they_are()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE SCHEMA "My.Schema";
            CREATE TABLE "My.Schema"."Call ""Turns"" 👻" ("Started At" date NOT NULL, "it's" int) PARTITION BY RANGE ("Started At");
            CREATE TABLE "My.Schema"."Ünï.cöde 2026*" PARTITION OF "My.Schema"."Call ""Turns"" 👻" FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
            """);

        var catalog = await database.ReadAsync("\"My.Schema\".\"Call \"\"Turns\"\" 👻\"");

        var table = Assert.Single(catalog.Tables);
        Assert.Equal(new TableName("My.Schema", "Call \"Turns\" 👻"), table.Name);
        Assert.Equal(["Started At", "it's"], table.Columns);
        Assert.Equal("Started At", table.Key[0].Name);
        Assert.Equal(new TableName("My.Schema", "Ünï.cöde 2026*"), table.Partitions[0].Name);
    }

    [Fact]
    public async Task Wildcards_find_what_they_mean_and_nothing_else()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """"
            CREATE SCHEMA tenant_1; CREATE SCHEMA tenant_2; CREATE SCHEMA tenantx3; CREATE SCHEMA "Tenant_4";
            CREATE TABLE tenant_1.messages (at date) PARTITION BY RANGE (at);
            CREATE TABLE tenant_1.messages_100 (at date) PARTITION BY RANGE (at);
            CREATE TABLE tenant_2.messages (at date) PARTITION BY RANGE (at);
            CREATE TABLE tenantx3.messages (at date) PARTITION BY RANGE (at);
            CREATE TABLE "Tenant_4".messages (at date) PARTITION BY RANGE (at);
            CREATE TABLE tenant_1.calls (at date) PARTITION BY RANGE (at);
            CREATE TABLE public."50%*" (at date) PARTITION BY RANGE (at);
            CREATE TABLE public."50%\" (at date) PARTITION BY RANGE (at);
            CREATE TABLE public."say ""hi""" (at date) PARTITION BY RANGE (at);
            """");

        async Task<IEnumerable<string>> Names(params string[] patterns) => (await database.ReadAsync(patterns)).Tables.Select(table => $"{table.Name.Schema}/{table.Name.Name}");

        Assert.Equal(["tenant_1/messages", "tenant_2/messages"], await Names("TENANT_*.messages"));
        Assert.Equal(["tenant_1/calls", "tenant_1/messages"], await Names("tenant_1.messages", "*_1.c*ls"));
        Assert.Equal(["Tenant_4/messages"], await Names("\"Tenant_\"*.messages"));
        Assert.Equal(["public/50%*", "public/50%\\"], await Names("public.\"50%\"*"));
        Assert.Equal(["public/50%*"], await Names("public.\"50%*\""));
        Assert.Equal(["public/say \"hi\""], await Names("*.\"say \"\"h\"*"));
        Assert.Empty(await Names("public.missing"));
    }

    [Fact]
    public async Task Lists_hashes_and_partitions_of_partitions_are_told_apart()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE by_list (tenant text) PARTITION BY LIST (tenant);
            CREATE TABLE by_list_1 PARTITION OF by_list FOR VALUES IN ('a', NULL);
            CREATE TABLE by_hash (id int) PARTITION BY HASH (id);
            CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 4, REMAINDER 0);
            CREATE TABLE events (at date, tenant text) PARTITION BY RANGE (at);
            CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (tenant);
            CREATE TABLE events_2026_a PARTITION OF events_2026 FOR VALUES IN ('a');
            CREATE TABLE events_default PARTITION OF events DEFAULT;
            """);

        var tables = (await database.ReadAsync("public.*")).Tables.ToDictionary(table => table.Name.Name);

        Assert.Equal(["by_hash", "by_list", "events", "events_2026"], tables.Keys.Order());
        Assert.Equal(PartitionStrategy.List, tables["by_list"].Strategy);
        Assert.Equal(new PartitionBound.List("FOR VALUES IN ('a', NULL)"), tables["by_list"].Partitions[0].Bound);
        Assert.Equal(PartitionStrategy.Hash, tables["by_hash"].Strategy);
        Assert.Equal(new PartitionBound.Hash("FOR VALUES WITH (modulus 4, remainder 0)"), tables["by_hash"].Partitions[0].Bound);
        Assert.Equal(["events_2026", "events_default"], tables["events"].Partitions.Select(partition => partition.Name.Name));
        Assert.Equal([PartitionKind.PartitionedTable, PartitionKind.Table], tables["events"].Partitions.Select(partition => partition.Kind));
        Assert.Equal("events_default", tables["events"].DefaultPartition?.Name.Name);
        Assert.True(tables["events_2026"].IsPartition);
        Assert.False(tables["events"].IsPartition);
    }

    [Fact]
    public async Task A_pending_detach_is_seen()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at date) PARTITION BY RANGE (at);
            CREATE TABLE events_2026_10 PARTITION OF events FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            CREATE TABLE events_2026_11 PARTITION OF events FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
            """);
        await using var reader = await database.Database.HoldAsync("SELECT FROM events", Token);
        await using var connection = await database.Database.OpenAsync(Token);
        await using var timeout = new Npgsql.NpgsqlCommand("SET lock_timeout = '50ms'", connection);
        await timeout.ExecuteNonQueryAsync(Token);
        await using var detach = new Npgsql.NpgsqlCommand("ALTER TABLE events DETACH PARTITION events_2026_10 CONCURRENTLY", connection);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => detach.ExecuteNonQueryAsync(Token));

        var table = await database.ReadTableAsync("public.events");

        Assert.Equal([true, false], table.Partitions.Select(partition => partition.DetachPending));
        Assert.Equal(
            new PartitionBound.Range([new BoundValue.Date(new DateOnly(2026, 10, 1))], [new BoundValue.Date(new DateOnly(2026, 11, 1))]), table.Partitions[0].Bound);
    }

    [Fact]
    public async Task Foreign_keys_are_those_of_the_tables_themselves()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE tenants (id int PRIMARY KEY);
            CREATE TABLE calls (id int, at date, tenant int REFERENCES tenants, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE calls_2026_10 PARTITION OF calls FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            CREATE TABLE turns (id int, at date, FOREIGN KEY (id, at) REFERENCES calls) PARTITION BY RANGE (at);
            CREATE TABLE turns_2026_10 PARTITION OF turns FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            CREATE TABLE calls_2026_11 PARTITION OF calls FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
            CREATE TABLE turns_2026_11 (id int, at date);
            ALTER TABLE turns ATTACH PARTITION turns_2026_11 FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
            ALTER TABLE turns_2026_11 ADD CONSTRAINT own FOREIGN KEY (id) REFERENCES tenants;
            """);

        var tables = (await database.ReadAsync("public.*")).Tables.ToDictionary(table => table.Name.Name);

        static TableName Public(string name) => new("public", name);
        Assert.Equal([new ForeignKey("turns_id_at_fkey", Public("turns"), Public("calls"))], tables["calls"].ReferencedBy);
        Assert.Empty(tables["turns"].ReferencedBy);
        Assert.All(tables["calls"].Partitions, partition =>
            Assert.Equal([new ForeignKey("calls_tenant_fkey", partition.Name, Public("tenants"))], partition.ForeignKeys));
        Assert.Equal([new ForeignKey("turns_id_at_fkey", Public("turns_2026_10"), Public("calls"))], tables["turns"].Partitions[0].ForeignKeys);
        Assert.Equal(
            [new ForeignKey("own", Public("turns_2026_11"), Public("tenants")), new ForeignKey("turns_id_at_fkey", Public("turns_2026_11"), Public("calls"))],
            tables["turns"].Partitions[1].ForeignKeys);
    }

    [Fact]
    public async Task Foreign_tables_can_be_partitions()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE FOREIGN DATA WRAPPER nowhere;
            CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
            CREATE TABLE events (at date) PARTITION BY RANGE (at);
            CREATE FOREIGN TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') SERVER far;
            CREATE FOREIGN TABLE events_rest PARTITION OF events DEFAULT SERVER far;
            """);

        var table = await database.ReadTableAsync("public.events");

        Assert.Equal([PartitionKind.ForeignTable, PartitionKind.ForeignTable], table.Partitions.Select(partition => partition.Kind));
        Assert.Contains("foreign table", Assert.Single(database.Log.Warnings));
    }

    [Fact]
    public async Task Properties_of_the_table_that_new_partitions_need_are_there()
    {
        var (role, space) = ($"owner_{Guid.NewGuid():n}", $"space_{Guid.NewGuid():n}");
        await using var database = await ReadingDatabase.CreateAsync(server, $"CREATE ROLE {role}");
        await using (var connection = await database.Database.OpenAsync(Token))
        {
            foreach (var sql in (string[])["SET allow_in_place_tablespaces = on", $"CREATE TABLESPACE {space} LOCATION ''"])
            {
                await using var command = new Npgsql.NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync(Token);
            }
        }

        try
        {
            await database.Database.ExecuteAsync($"""
                CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY, gone int, at date, year int GENERATED ALWAYS AS (date_part('year', at)) STORED, body text)
                    PARTITION BY RANGE (at) TABLESPACE {space};
                ALTER TABLE events DROP COLUMN gone;
                ALTER TABLE events OWNER TO {role};
                """, cancellationToken: Token);

            var catalog = await database.ReadAsync("public.events");

            var table = Assert.Single(catalog.Tables);
            Assert.Equal(role, table.Owner);
            Assert.Equal(space, table.Tablespace);
            Assert.Null(table.AccessMethod);
            Assert.Equal(["id", "at", "body"], table.Columns);
            Assert.Equal("Test", catalog.Database);
            Assert.InRange(catalog.ServerVersion, 140000, 999999);
            Assert.InRange(catalog.ServerTime, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        }
        finally
        {
            await database.Database.ExecuteAsync($"DROP TABLE IF EXISTS events; DROP ROLE {role};", cancellationToken: CancellationToken.None);
            await database.Database.ExecuteAsync($"DROP TABLESPACE {space}", cancellationToken: CancellationToken.None);
        }
    }

    [Fact]
    public async Task Sizes_are_read_when_asked_for()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (id int, at date, body text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE events_2026_10 PARTITION OF events FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            CREATE TABLE events_2026_11 PARTITION OF events FOR VALUES FROM ('2026-11-01') TO ('2026-12-01') PARTITION BY LIST (id);
            CREATE TABLE events_2026_11_1 PARTITION OF events_2026_11 FOR VALUES IN (1);
            INSERT INTO events SELECT i, '2026-10-05', repeat('x', 100) FROM generate_series(1, 5000) i;
            INSERT INTO events VALUES (1, '2026-11-05', (SELECT string_agg(md5(i::text), '') FROM generate_series(1, 2000) i));
            """);
        // Keeps the page counts.
        await database.Database.ExecuteAsync("VACUUM ANALYZE", cancellationToken: Token);
        var expected = await database.Database.QueryAsync<long>("""
            SELECT 8192 * (c.relpages
              + (SELECT coalesce(sum(x.relpages), 0) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid IN (c.oid, c.reltoastrelid))
              + (SELECT t.relpages FROM pg_class t WHERE t.oid = c.reltoastrelid))
            FROM pg_class c WHERE c.relname IN ('events_2026_10', 'events_2026_11_1') ORDER BY c.relname
            """, cancellationToken: Token);

        var without = (await database.ReadAsync([ReadingDatabase.Policy("public.events")])).Tables[0].Partitions;
        var with = (await database.ReadAsync([ReadingDatabase.Policy("public.events")], withSizes: true)).Tables[0].Partitions;

        Assert.All(without, partition => Assert.Null(partition.Bytes));
        Assert.Equal(expected.Select(bytes => (long?)bytes), with.Select(partition => partition.Bytes));
        Assert.All(expected, bytes => Assert.True(bytes > 8 * 8192));
        Assert.Equal(5000, with[0].RowEstimate);
    }

    [Fact]
    public async Task Names_that_are_taken_are_listed_with_what_took_them()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at date) PARTITION BY RANGE (at);
            CREATE TABLE events_2026_10 PARTITION OF events FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            CREATE INDEX events_2026_10_at ON events_2026_10 (at);
            CREATE INDEX other_2026_10 ON events_2026_10 (at);
            CREATE TABLE others (at date) PARTITION BY RANGE (at);
            CREATE TABLE others_2026_10 PARTITION OF others FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            CREATE TABLE events_2026_11 (at date);
            CREATE VIEW events_2026_12 AS SELECT 1 AS one;
            CREATE MATERIALIZED VIEW events_2027_01 AS SELECT 1 AS one;
            CREATE SEQUENCE events_2027_02;
            CREATE INDEX events_2027_03 ON events_2026_11 (at);
            CREATE TYPE events_2027_04 AS (one int);
            CREATE TYPE events_2027_05 AS ENUM ('one');
            CREATE FOREIGN DATA WRAPPER nowhere;
            CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
            CREATE FOREIGN TABLE events_2027_06 (at date) SERVER far;
            CREATE TABLE plain (at date);
            CREATE SCHEMA elsewhere;
            CREATE TABLE elsewhere.events_2026_11 (at date);
            """);

        var relations = (await database.ReadAsync("public.events", "public.plain")).Relations;

        Assert.Equal(
            [
                "events: partitioned table", "events_2026_10: partition of public.events", "events_2026_11: table", "events_2026_12: view",
                "events_2027_01: materialized view", "events_2027_02: sequence", "events_2027_03: index", "events_2027_04: composite type",
                "events_2027_05: type", "events_2027_06: foreign table", "other_2026_10: index", "others_2026_10: partition of public.others", "plain: table",
            ],
            relations.Select(relation => $"{relation.Name.Name}: {relation.Kind}"));
        Assert.All(relations, relation => Assert.Equal("public", relation.Name.Schema));
    }
}
