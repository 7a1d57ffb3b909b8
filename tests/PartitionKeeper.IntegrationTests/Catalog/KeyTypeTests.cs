using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Catalog;

public sealed class KeyTypeTests(PostgresServer server)
{
    public static TheoryData<string, KeyType, string, BoundValue, BoundValue> Keys { get; } = new()
    {
        { "date", KeyType.Date, "FROM ('2026-11-01') TO ('infinity')", new BoundValue.Date(new DateOnly(2026, 11, 1)), new BoundValue.PositiveInfinity() },
        { "date", KeyType.Date, "FROM ('0044-03-15 BC') TO ('10000-01-01')",
            new BoundValue.BeyondCalendar("0044-03-15 BC", Past: true), new BoundValue.BeyondCalendar("10000-01-01", Past: false) },
        { "timestamp(3)", KeyType.Timestamp, "FROM ('2026-11-01 02:30:00.5') TO (MAXVALUE)",
            new BoundValue.LocalTime(new DateTime(2026, 11, 1, 2, 30, 0, 500)), new BoundValue.MaxValue() },
        { "timestamptz", KeyType.TimestampTz, "FROM ('-infinity') TO ('2026-11-01 00:00:00.000001+02')",
            new BoundValue.NegativeInfinity(), new BoundValue.Instant(new DateTimeOffset(2026, 10, 31, 22, 0, 0, TimeSpan.Zero).AddTicks(10)) },
        { "timestamptz", KeyType.TimestampTz, "FROM ('1850-01-01 00:00:00+05:30:20') TO ('12026-11-01 00:00:00+00')",
            new BoundValue.Instant(new DateTimeOffset(1849, 12, 31, 18, 29, 40, TimeSpan.Zero)), new BoundValue.BeyondCalendar("12026-11-01 00:00:00+00", Past: false) },
        { "smallint", KeyType.SmallInt, "FROM (-5) TO (5)", new BoundValue.Integer(-5), new BoundValue.Integer(5) },
        { "integer", KeyType.Integer, "FROM (-1) TO (1793491200)", new BoundValue.Integer(-1), new BoundValue.Integer(1793491200) },
        { "bigint", KeyType.BigInt, "FROM (MINVALUE) TO (1793491200000000)", new BoundValue.MinValue(), new BoundValue.Integer(1793491200000000) },
        { "numeric", KeyType.Numeric, "FROM (1793491200) TO (1793491200.5)", new BoundValue.Integer(1793491200), new BoundValue.Other("1793491200.5") },
        { "uuid", KeyType.Uuid, "FROM ('019a5b2c-8000-7000-8000-000000000000') TO (MAXVALUE)",
            new BoundValue.Uuid(Guid.Parse("019a5b2c-8000-7000-8000-000000000000")), new BoundValue.MaxValue() },
        { "text", KeyType.Text, @"FROM ('it''s TO (\ ') TO ('zoë')", new BoundValue.Text(@"it's TO (\ "), new BoundValue.Text("zoë") },
        { "varchar(26)", KeyType.Text, "FROM ('01J') TO ('01K')", new BoundValue.Text("01J"), new BoundValue.Text("01K") },
        { "inet", KeyType.Other, "FROM ('10.0.0.0/8') TO ('11.0.0.0/8')", new BoundValue.Other("10.0.0.0/8"), new BoundValue.Other("11.0.0.0/8") },
        { "interval", KeyType.Other, "FROM ('1 day') TO ('1 mon')", new BoundValue.Other("1 day"), new BoundValue.Other("1 mon") },
    };

    [Theory, MemberData(nameof(Keys))]
    public async Task Bounds_come_as_typed_values(string type, KeyType expected, string bounds, BoundValue from, BoundValue to)
    {
        await using var database = await ReadingDatabase.CreateAsync(server, $"""
            CREATE TABLE events (at {type} NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE one PARTITION OF events FOR VALUES {bounds};
            """);

        var table = await database.ReadTableAsync("public.events");

        Assert.Equal([expected], table.Key.Select(column => column.Type));
        Assert.Equal("at", table.Key[0].Name);
        Assert.Equal(new PartitionBound.Range([from], [to]), Assert.Single(table.Partitions).Bound);
    }

    [Theory, MemberData(nameof(Keys))]
    public async Task Literals_of_what_was_read_make_the_same_bound(string type, KeyType expected, string bounds, BoundValue from, BoundValue to)
    {
        await using var database = await ReadingDatabase.CreateAsync(server, $"""
            CREATE TABLE events (at {type} NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE again (at {type} NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE one PARTITION OF events FOR VALUES {bounds};
            """);
        var read = (PartitionBound.Range)(await database.ReadTableAsync("public.events")).Partitions[0].Bound;

        await database.Database.ExecuteAsync($"CREATE TABLE two PARTITION OF again {BoundLiteral.ForValues(read)}", cancellationToken: TestContext.Current.CancellationToken);

        var table = await database.ReadTableAsync("public.again");
        Assert.Equal(expected, table.Key[0].Type);
        Assert.Equal(new PartitionBound.Range([from], [to]), table.Partitions[0].Bound);
    }

    [Fact]
    public async Task Domains_and_precisions_are_seen_through()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE DOMAIN moment AS timestamptz(0);
            CREATE DOMAIN later AS moment CHECK (VALUE > '2000-01-01');
            CREATE TABLE events (at later NOT NULL) PARTITION BY RANGE (at);
            """);

        var column = Assert.Single((await database.ReadTableAsync("public.events")).Key);

        Assert.Equal(KeyType.TimestampTz, column.Type);
        Assert.Equal("public.later", column.TypeName);
    }

    [Fact]
    public async Task Several_columns_and_expressions_are_told_apart()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at timestamptz NOT NULL, tenant int NOT NULL) PARTITION BY RANGE (at, (tenant % 10), tenant);
            CREATE TABLE one PARTITION OF events FOR VALUES FROM ('2026-11-01 00:00:00+00', MINVALUE, MINVALUE) TO ('2026-11-01 00:00:00+00', 7, -1);
            """);

        var table = await database.ReadTableAsync("public.events");

        Assert.Equal(
            [
                new PartitionKeyColumn("at", KeyType.TimestampTz, "timestamp with time zone"),
                new PartitionKeyColumn(null, KeyType.Integer, "integer"),
                new PartitionKeyColumn("tenant", KeyType.Integer, "integer"),
            ],
            table.Key);
        var november = new BoundValue.Instant(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(
            new PartitionBound.Range([november, new BoundValue.MinValue(), new BoundValue.MinValue()], [november, new BoundValue.Integer(7), new BoundValue.Integer(-1)]),
            table.Partitions[0].Bound);
    }

    [Fact]
    public async Task Settings_of_the_role_do_not_change_what_is_read()
    {
        var role = $"role_{Guid.NewGuid():n}";
        await using var database = await ReadingDatabase.CreateAsync(server, $"""
            CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE one PARTITION OF events FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');
            CREATE ROLE {role} LOGIN;
            ALTER ROLE {role} SET timezone = 'America/St_Johns';
            ALTER ROLE {role} SET datestyle = 'SQL, DMY';
            ALTER ROLE {role} SET intervalstyle = 'iso_8601';
            ALTER ROLE {role} SET search_path = 'public, pg_catalog';
            ALTER ROLE {role} SET quote_all_identifiers = on;
            ALTER ROLE {role} SET statement_timeout = '1h';
            ALTER ROLE {role} SET standard_conforming_strings = off;
            ALTER ROLE {role} SET default_transaction_isolation = 'serializable';
            """);
        try
        {
            var catalog = await database.ReadAsync([ReadingDatabase.Policy("public.events")], user: role);

            var table = Assert.Single(catalog.Tables);
            Assert.Equal("timestamp with time zone", table.Key[0].TypeName);
            Assert.Equal(
                new PartitionBound.Range(
                    [new BoundValue.Instant(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero))],
                    [new BoundValue.Instant(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero))]),
                table.Partitions[0].Bound);
        }
        finally
        {
            await database.Database.ExecuteAsync($"DROP ROLE {role}", cancellationToken: CancellationToken.None);
        }
    }
}
