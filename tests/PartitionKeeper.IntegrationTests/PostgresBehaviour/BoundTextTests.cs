using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.PostgresBehaviour.Months;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>How bounds are printed and read: why our sessions are in UTC and our literals carry their offset.</summary>
public sealed class BoundTextTests(PostgresServer server)
{
    const string Bound = "SELECT pg_get_expr(relpartbound, 0) FROM pg_catalog.pg_class WHERE oid = 'p_03'::regclass";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UTC", "ISO", "FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00')")]
    [InlineData("America/New_York", "ISO", "FOR VALUES FROM ('2026-02-28 19:00:00-05') TO ('2026-03-31 20:00:00-04')")]
    [InlineData("Asia/Kolkata", "ISO", "FOR VALUES FROM ('2026-03-01 05:30:00+05:30') TO ('2026-04-01 05:30:00+05:30')")]
    [InlineData("UTC", "German", "FOR VALUES FROM ('01.03.2026 00:00:00 UTC') TO ('01.04.2026 00:00:00 UTC')")]
    public async Task A_timestamptz_bound_is_printed_in_the_zone_and_style_of_the_session(string zone, string style, string text)
    {
        await using var database = await CreateAsync(server, Token, $"CREATE TABLE p_03 PARTITION OF p {March};");

        Assert.Equal(text, await database.ScalarAsync<string>($"SET TimeZone = '{zone}'; SET DateStyle = '{style}'; {Bound}", cancellationToken: Token));
    }

    [Theory]
    [InlineData("date", "'2026-03-01'", "FOR VALUES FROM ('2026-03-01') TO (MAXVALUE)")]
    [InlineData("timestamp", "'2026-03-01'", "FOR VALUES FROM ('2026-03-01 00:00:00') TO (MAXVALUE)")]
    [InlineData("timestamp", "'-infinity'", "FOR VALUES FROM ('-infinity') TO (MAXVALUE)")]
    [InlineData("int", "-5", "FOR VALUES FROM ('-5') TO (MAXVALUE)")]
    [InlineData("int", "5", "FOR VALUES FROM (5) TO (MAXVALUE)")]
    [InlineData("bigint", "1000000000000", "FOR VALUES FROM ('1000000000000') TO (MAXVALUE)")]
    [InlineData("numeric", "1.50", "FOR VALUES FROM (1.50) TO (MAXVALUE)")]
    [InlineData("text", "'O''Brien, (x) TO y'", "FOR VALUES FROM ('O''Brien, (x) TO y') TO (MAXVALUE)")]
    [InlineData("text", "'MAXVALUE'", "FOR VALUES FROM ('MAXVALUE') TO (MAXVALUE)")]
    [InlineData("uuid", "'018f0000-0000-0000-0000-000000000000'", "FOR VALUES FROM ('018f0000-0000-0000-0000-000000000000') TO (MAXVALUE)")]
    public async Task Values_are_quoted_or_bare_and_keywords_are_always_bare(string type, string from, string text)
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync(
            $"CREATE TABLE p (k {type}) PARTITION BY RANGE (k); CREATE TABLE p_03 PARTITION OF p FOR VALUES FROM ({from}) TO (MAXVALUE)", cancellationToken: Token);

        Assert.Equal(text, await database.ScalarAsync<string>(Bound, cancellationToken: Token));
    }

    [Fact]
    public async Task A_literal_without_offset_is_read_in_the_zone_of_the_session()
    {
        await using var database = await CreateAsync(server, Token);

        await database.ExecuteAsync(
            "SET TimeZone = 'Asia/Kolkata'; CREATE TABLE p_03 PARTITION OF p FOR VALUES FROM ('2026-03-15') TO ('2026-04-01')", cancellationToken: Token);

        Assert.Equal(
            "FOR VALUES FROM ('2026-03-14 18:30:00+00') TO ('2026-03-31 18:30:00+00')",
            await database.ScalarAsync<string>($"SET TimeZone = 'UTC'; {Bound}", cancellationToken: Token));
    }

    [Fact]
    public async Task A_literal_with_offset_is_the_same_instant_in_every_zone()
    {
        await using var database = await CreateAsync(server, Token);

        await database.ExecuteAsync($"SET TimeZone = 'Asia/Kolkata'; CREATE TABLE p_03 PARTITION OF p {March}", cancellationToken: Token);

        Assert.Equal(March, await database.ScalarAsync<string>($"SET TimeZone = 'UTC'; {Bound}", cancellationToken: Token));
    }

    [Fact]
    public async Task A_bound_is_read_without_the_oid_while_another_session_has_the_table_to_itself()
    {
        await using var database = await CreateAsync(server, Token, $"CREATE TABLE p_03 PARTITION OF p {March};");
        await using var holder = await database.HoldAsync("LOCK TABLE p_03 IN ACCESS EXCLUSIVE MODE", Token);

        var bound = await database.ScalarAsync<string>($"SET lock_timeout = '50ms'; SET TimeZone = 'UTC'; {Bound}", cancellationToken: Token);
        var refused = await database.RefusedAsync(Token, $"SET lock_timeout = '50ms'; {Bound.Replace("relpartbound, 0", "relpartbound, oid")}");

        Assert.Equal(March, bound);
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
    }

    [Fact]
    public async Task A_range_has_its_lower_bound_and_not_its_upper()
    {
        await using var database = await CreateAsync(server, Token);

        await database.ExecuteAsync("INSERT INTO p (id, ts) VALUES (98, '2026-02-01 00:00:00+00')", cancellationToken: Token);
        var refused = await database.RefusedAsync(Token, "INSERT INTO p (id, ts) VALUES (99, '2026-03-01 00:00:00+00')");

        Assert.Equal("p_02", await database.ScalarAsync<string>("SELECT tableoid::regclass::text FROM p WHERE id = 98", cancellationToken: Token));
        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task A_partition_that_would_overlap_is_refused()
    {
        await using var database = await CreateAsync(server, Token, LikeP);

        var refused = await database.RefusedAsync(Token, "ALTER TABLE p ATTACH PARTITION p_03 FOR VALUES FROM ('2026-02-28 00:00:00+00') TO ('2026-04-01 00:00:00+00')");

        Assert.Equal(PostgresErrorCodes.InvalidObjectDefinition, refused.SqlState);
    }

    [Fact]
    public async Task If_not_exists_says_nothing_of_an_unrelated_table_of_the_name()
    {
        await using var database = await CreateAsync(server, Token, "CREATE TABLE p_03 (unrelated int);");

        await database.ExecuteAsync($"CREATE TABLE IF NOT EXISTS p_03 PARTITION OF p {March}", cancellationToken: Token);

        Assert.Null(await database.ScalarAsync<string>(Bound, cancellationToken: Token));
    }
}
