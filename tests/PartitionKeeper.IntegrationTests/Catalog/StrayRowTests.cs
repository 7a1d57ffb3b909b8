using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Catalog;

public sealed class StrayRowTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Type of the key, how it stands for a time, rows of the default partition.</summary>
    public static TheoryData<string, KeyEncoding, string> Keys { get; } = new()
    {
        { "timestamptz", KeyEncoding.FromType, "('2026-10-31 23:59:59.999999+00'), ('2026-11-01 00:00:00+00'), ('2026-11-30 00:00:00+00'), ('2027-02-01 00:00:00+00')" },
        { "timestamp", KeyEncoding.FromType, "('2026-10-31 23:59:59'), ('2026-11-01'), ('2026-11-30'), ('2027-02-01')" },
        { "date", KeyEncoding.FromType, "('2026-10-31'), ('2026-11-01'), ('2026-11-30'), ('2027-02-01')" },
        { "integer", KeyEncoding.UnixSeconds, "(1793491199), (1793491200), (1795996800), (1801440000)" },
        { "bigint", KeyEncoding.UnixMilliseconds, "(1793491199999), (1793491200000), (1795996800000), (1801440000000)" },
        { "numeric", KeyEncoding.UnixMicroseconds, "(1793491199999999), (1793491200000000), (1795996800000000), (1801440000000000)" },
        { "uuid", KeyEncoding.UuidV7,
            "('01a19467-e7ff-7000-8000-000000000000'), ('01a19467-e800-7000-8000-000000000000'), ('01a229c0-5400-7000-8000-000000000000'), ('01a36e30-f800-7000-8000-000000000000')" },
    };

    [Theory, MemberData(nameof(Keys))]
    public async Task Rows_are_counted_by_range(string type, KeyEncoding key, string rows)
    {
        await using var database = await ReadingDatabase.CreateAsync(server, $"""
            CREATE TABLE events (at {type}) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            CREATE INDEX ON events (at);
            INSERT INTO events VALUES {rows}, (NULL);
            """);

        var stray = (await database.ReadTableAsync("public.events", key)).StrayRows;

        Assert.Empty(database.Log.Warnings);
        Assert.Equal([1, 2, 1, 1], stray.Select(rows => rows.Rows));
        Assert.Null(stray[3].Range);
        Assert.Equal([Month(2026, 10), Month(2026, 11), Month(2027, 2)], stray.Take(3).Select(rows => rows.Range!));
    }

    [Fact]
    public async Task Ulids_are_counted_by_range()
    {
        var (october, november) = (Ulid(new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero)), Ulid(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)));
        await using var database = await ReadingDatabase.CreateAsync(server, $"""
            CREATE TABLE events (id varchar(26)) PARTITION BY RANGE (id);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            INSERT INTO events VALUES ('{october}0000000000000000'), ('{november}0000000000000000'), ('{november}ZZZZZZZZZZZZZZZZ'), ('');
            """);

        var stray = (await database.ReadTableAsync("public.events", KeyEncoding.Ulid)).StrayRows;

        Assert.Equal([new StrayRows(Month(2026, 10), 1), new StrayRows(Month(2026, 11), 2), new StrayRows(null, 1)], stray);
    }

    [Fact]
    public async Task Keys_outside_the_calendar_fit_no_range()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at timestamptz) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            INSERT INTO events VALUES ('infinity'), ('-infinity'), ('0044-03-15 BC'), ('12026-01-01'), ('2026-11-05');
            """);

        var stray = (await database.ReadTableAsync("public.events")).StrayRows;

        Assert.Equal([new StrayRows(Month(2026, 11), 1), new StrayRows(null, 4)], stray);
    }

    [Fact]
    public async Task Keys_far_apart_are_found_by_jumps()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at timestamptz, "at text" text) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            CREATE INDEX ON events (at);
            INSERT INTO events VALUES ('0001-01-01 00:00:00+00'), ('1900-01-01 00:30:00+00'), ('2026-11-05 10:59:00+00'), ('2026-11-05 10:00:00+00'), ('9999-01-01 00:00:00+00');
            """);

        var stray = (await database.ReadTableAsync("public.events", interval: "1 hour")).StrayRows;

        Assert.Equal([1, 1, 2, 1], stray.Select(rows => rows.Rows));
        Assert.Equal(
            [new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero), new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 5, 10, 0, 0, TimeSpan.Zero), new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero)],
            stray.Select(rows => rows.Range!.From));
    }

    [Fact]
    public async Task Numbers_are_ordered_as_numbers_and_zones_cut_the_months()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at bigint) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            INSERT INTO events VALUES (-1), (9), (10), (1793491200 - 3600);
            """);

        var catalog = await database.ReadAsync([ReadingDatabase.Policy("public.events", KeyEncoding.UnixSeconds, zone: "Europe/Berlin")]);

        // 31 October 23:00 UTC is November in Berlin, and the first second of 1970 is January there.
        Assert.Equal([new DateTimeOffset(1969, 12, 31, 23, 0, 0, TimeSpan.Zero), new(2026, 10, 31, 23, 0, 0, TimeSpan.Zero)], catalog.Tables[0].StrayRows.Select(rows => rows.Range!.From));
        Assert.Equal([3, 1], catalog.Tables[0].StrayRows.Select(rows => rows.Rows));
    }

    [Fact]
    public async Task Nothing_is_reported_of_an_empty_default_partition()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at timestamptz) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            """);

        Assert.Empty((await database.ReadTableAsync("public.events")).StrayRows);
        Assert.Empty(database.Log.Warnings);
    }

    [Fact]
    public async Task A_locked_default_partition_is_left_out_with_a_warning_and_the_others_are_read()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at timestamptz) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            CREATE TABLE others (at timestamptz) PARTITION BY RANGE (at);
            CREATE TABLE others_rest PARTITION OF others DEFAULT;
            INSERT INTO events VALUES ('2026-11-05');
            INSERT INTO others VALUES ('2026-11-05');
            """);
        await using var held = await database.Database.HoldAsync("LOCK TABLE events_rest IN ACCESS EXCLUSIVE MODE", Token);

        var catalog = await database.ReadAsync("public.events", "public.others");

        Assert.Empty(catalog.Tables[0].StrayRows);
        Assert.Equal([new StrayRows(Month(2026, 11), 1)], catalog.Tables[1].StrayRows);
        Assert.Contains("public.events: the rows of the default partition public.events_rest were not counted: 55P03", Assert.Single(database.Log.Warnings));
    }

    [Fact]
    public async Task Rows_that_row_security_hides_are_not_taken_for_none()
    {
        var role = $"role_{Guid.NewGuid():n}";
        await using var database = await ReadingDatabase.CreateAsync(server, $"""
            CREATE ROLE {role} LOGIN;
            CREATE TABLE events (at timestamptz) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            INSERT INTO events VALUES ('2026-11-05');
            ALTER TABLE events_rest ENABLE ROW LEVEL SECURITY;
            GRANT SELECT ON events_rest TO {role};
            """);
        try
        {
            var catalog = await database.ReadAsync([ReadingDatabase.Policy("public.events")], user: role);

            Assert.Empty(catalog.Tables[0].StrayRows);
            Assert.Contains("42501", Assert.Single(database.Log.Warnings));
        }
        finally
        {
            await database.Database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}", cancellationToken: CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_member_that_does_not_inherit_counts_the_rows_as_their_owner()
    {
        var (owner, role) = ($"owner_{Guid.NewGuid():n}", $"role_{Guid.NewGuid():n}");
        await using var database = await ReadingDatabase.CreateAsync(server, $"""
            CREATE ROLE {owner}; CREATE ROLE {role} LOGIN NOINHERIT IN ROLE {owner};
            CREATE TABLE events (at timestamptz) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            INSERT INTO events VALUES ('2026-11-05');
            ALTER TABLE events OWNER TO {owner}; ALTER TABLE events_rest OWNER TO {owner};
            """);
        try
        {
            var catalog = await database.ReadAsync([ReadingDatabase.Policy("public.events")], user: role);

            Assert.Equal([new StrayRows(Month(2026, 11), 1)], catalog.Tables[0].StrayRows);
            Assert.Empty(database.Log.Warnings);
        }
        finally
        {
            await database.Database.ExecuteAsync($"DROP OWNED BY {owner}; DROP ROLE {role}; DROP ROLE {owner}", cancellationToken: CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("(date_trunc('day', at))", KeyEncoding.FromType, "expression")]
    [InlineData("at", KeyEncoding.UnixSeconds, "which is a time already")]
    public async Task A_key_that_is_no_time_is_left_out_with_a_warning(string key, KeyEncoding encoding, string why)
    {
        await using var database = await ReadingDatabase.CreateAsync(server, $"""
            CREATE TABLE events (at timestamp) PARTITION BY RANGE ({key});
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            INSERT INTO events VALUES ('2026-11-05');
            """);

        Assert.Empty((await database.ReadTableAsync("public.events", encoding)).StrayRows);
        Assert.Contains(why, Assert.Single(database.Log.Warnings));
    }

    [Fact]
    public async Task A_scan_that_takes_too_long_is_given_up_with_a_warning()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, """
            CREATE TABLE events (at timestamptz) PARTITION BY RANGE (at);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            INSERT INTO events VALUES ('2026-11-05');
            """);
        // A queue on the lock is the scan that does not end: the statement timeout comes before the lock's.
        await using var held = await database.Database.HoldAsync("LOCK TABLE events_rest IN ACCESS EXCLUSIVE MODE", Token);
        await using var session = await database.OpenAsync(
            safety: new SafetySettings(new LockTimeout(TimeSpan.FromSeconds(30)), new StatementTimeout(TimeSpan.FromMilliseconds(300)), MaxAttempts: 1));

        var catalog = await session.ReadCatalogAsync([ReadingDatabase.Policy("public.events")], withSizes: false, Token);

        Assert.Empty(catalog.Tables[0].StrayRows);
        Assert.Contains("57014", Assert.Single(database.Log.Warnings));
    }

    static TimeRange Month(int year, int month)
    {
        var from = new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero);
        return new TimeRange(from, from.AddMonths(1));
    }

    static string Ulid(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return string.Concat(Enumerable.Range(0, 10).Select(i => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(int)(milliseconds >> (45 - (i * 5)) & 31)]));
    }
}
