using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>Every interval, kind of key and name, as PostgreSQL has it in the end.</summary>
public sealed class KeyScenarios(PostgresServer server)
{
    const string Now = "2026-11-21 20:06";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1 week", "public.calls_2026_w47 [2026-11-16, 2026-11-23)", "public.calls_2026_w48 [2026-11-23, 2026-11-30)")]
    [InlineData("1 day", "public.calls_2026_11_21 [2026-11-21, 2026-11-22)", "public.calls_2026_11_22 [2026-11-22, 2026-11-23)")]
    [InlineData("6 hours", "public.calls_2026_11_21_18 [2026-11-21 18:00:00, 2026-11-22)", "public.calls_2026_11_22_00 [2026-11-22, 2026-11-22 06:00:00)")]
    [InlineData("1 quarter", "public.calls_2026_q4 [2026-10-01, 2027-01-01)", "public.calls_2027_q1 [2027-01-01, 2027-04-01)")]
    [InlineData("1 year", "public.calls_2026 [2026-01-01, 2027-01-01)", "public.calls_2027 [2027-01-01, 2028-01-01)")]
    [InlineData("2 months", "public.calls_2026_11 [2026-11-01, 2027-01-01)", "public.calls_2027_01 [2027-01-01, 2027-03-01)")]
    public Task An_interval_is_cut_by_the_calendar(string interval, string current, string next) =>
        RunAsync(Given.Calls, $$"""[{ "Table": "public.calls", "Interval": "{{interval}}", "Premake": 1 }]""", Now, current, next);

    [Theory]
    // The day of 25 hours, and the hour that the clock shows twice.
    [InlineData("1 day", "2026-10-25 12:00", "public.calls_2026_10_25 [2026-10-24 22:00:00, 2026-10-25 23:00:00)", "public.calls_2026_10_26 [2026-10-25 23:00:00, 2026-10-26 23:00:00)")]
    [InlineData("1 hour", "2026-10-25 00:30", "public.calls_2026_10_25_02 [2026-10-25, 2026-10-25 02:00:00)", "public.calls_2026_10_25_03 [2026-10-25 02:00:00, 2026-10-25 03:00:00)")]
    // The day of 23 hours, and the hour that it lacks.
    [InlineData("1 day", "2026-03-29 12:00", "public.calls_2026_03_29 [2026-03-28 23:00:00, 2026-03-29 22:00:00)", "public.calls_2026_03_30 [2026-03-29 22:00:00, 2026-03-30 22:00:00)")]
    [InlineData("1 hour", "2026-03-29 00:30", "public.calls_2026_03_29_01 [2026-03-29, 2026-03-29 01:00:00)", "public.calls_2026_03_29_03 [2026-03-29 01:00:00, 2026-03-29 02:00:00)")]
    [InlineData("1 month", "2026-10-31 23:30", "public.calls_2026_11 [2026-10-31 23:00:00, 2026-11-30 23:00:00)", "public.calls_2026_12 [2026-11-30 23:00:00, 2026-12-31 23:00:00)")]
    public Task The_grid_lies_on_the_wall_clock_of_the_zone(string interval, string now, string current, string next) =>
        RunAsync(Given.Calls, $$"""[{ "Table": "public.calls", "Interval": "{{interval}}", "TimeZone": "Europe/Berlin", "Premake": 1 }]""", now, current, next);

    [Theory]
    [InlineData("date", "", "[2026-11-01, 2026-12-01)", "[2026-12-01, 2027-01-01)")]
    [InlineData("timestamp", "", "[2026-11-01, 2026-12-01)", "[2026-12-01, 2027-01-01)")]
    [InlineData("timestamp(0) with time zone", "", "[2026-11-01, 2026-12-01)", "[2026-12-01, 2027-01-01)")]
    [InlineData("int", "unix-seconds", "[1793491200, 1796083200)", "[1796083200, 1798761600)")]
    [InlineData("bigint", "unix-milliseconds", "[1793491200000, 1796083200000)", "[1796083200000, 1798761600000)")]
    [InlineData("bigint", "unix-microseconds", "[1793491200000000, 1796083200000000)", "[1796083200000000, 1798761600000000)")]
    [InlineData("numeric(20, 0)", "unix-milliseconds", "[1793491200000, 1796083200000)", "[1796083200000, 1798761600000)")]
    [InlineData("uuid", "uuid-v7", "[01a19467-e800-0000-0000-000000000000, 01a22ee6-b000-0000-0000-000000000000)", "[01a22ee6-b000-0000-0000-000000000000, 01a2ce8b-d400-0000-0000-000000000000)")]
    [InlineData("text", "ulid", "[01M6A6FT000000000000000000, 01M8QEDC000000000000000000)", "[01M8QEDC000000000000000000, 01MB78QN000000000000000000)")]
    [InlineData("varchar(26)", "ulid", "[01M6A6FT000000000000000000, 01M8QEDC000000000000000000)", "[01M8QEDC000000000000000000, 01MB78QN000000000000000000)")]
    public async Task A_key_of_any_kind_is_bounded_in_its_own_values(string type, string key, string current, string next)
    {
        var word = key.Length == 0 ? "" : $"\"Key\": \"{key}\", ";
        await new ScenarioRunner(server).RunAsync(new Scenario
        {
            Given = $"CREATE TABLE public.calls (k {type} NOT NULL) PARTITION BY RANGE (k);",
            Tables = $$"""[{ "Table": "public.calls", {{word}}"Premake": 1 }]""",
            Runs = [new(Now) { Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2026-11", 2) }],
            Then = [$"public.calls_2026_11 {current}", $"public.calls_2026_12 {next}"],
        });
    }

    [Fact]
    public Task Weeks_of_epoch_seconds_begin_on_Monday() => new ScenarioRunner(server).RunAsync(new Scenario
    {
        Given = "CREATE TABLE public.calls (k bigint NOT NULL) PARTITION BY RANGE (k);",
        Tables = """[{ "Table": "public.calls", "Key": "unix-seconds", "Interval": "1 week", "Premake": 0 }]""",
        Runs = [new(Now) { Steps = ["create public.calls_2026_w47 [2026-11-16, 2026-11-23)"] }],
        Then = ["public.calls_2026_w47 [1794787200, 1795392000)"],
    });

    [Fact]
    public Task A_wall_clock_key_follows_the_day_of_its_zone() =>
        RunAsync(
            "CREATE TABLE public.calls (at timestamp NOT NULL) PARTITION BY RANGE (at);",
            """[{ "Table": "public.calls", "TimeZone": "Asia/Tokyo", "Premake": 0 }]""",
            "2026-11-30 16:00",
            "public.calls_2026_12 [2026-12-01, 2027-01-01)");

    [Fact]
    public Task A_key_of_several_columns_is_bounded_by_its_first() => new ScenarioRunner(server).RunAsync(new Scenario
    {
        Given = "CREATE TABLE public.calls (at timestamptz NOT NULL, tenant int NOT NULL, PRIMARY KEY (at, tenant)) PARTITION BY RANGE (at, tenant);",
        Tables = """[{ "Table": "public.calls", "Premake": 1 }]""",
        Runs = [new(Now) { Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2026-11", 2) }],
        Then = ["public.calls_2026_11 [2026-11-01, MINVALUE, 2026-12-01, MINVALUE)", "public.calls_2026_12 [2026-12-01, MINVALUE, 2027-01-01, MINVALUE)"],
    });

    [Fact]
    public Task A_key_of_several_columns_goes_on_where_the_last_partition_ends() => new ScenarioRunner(server).RunAsync(new Scenario
    {
        Given = """
            CREATE TABLE public.calls (at timestamptz NOT NULL, tenant int NOT NULL) PARTITION BY RANGE (at, tenant);
            CREATE TABLE public.before PARTITION OF public.calls FOR VALUES FROM ('2026-10-01', 0) TO ('2026-12-01', 7);
            """,
        Tables = """[{ "Table": "public.calls", "Premake": 1 }]""",
        Runs = [new(Now) { Steps = ["create public.calls_2026_12 [2026-12-01, 2027-01-01)"] }],
        Then = ["public.before [2026-10-01, 0, 2026-12-01, 7)", "public.calls_2026_12 [2026-12-01, 7, 2027-01-01, MINVALUE)"],
    });

    [Theory]
    [InlineData("public.\"Call Turns\"", "public.\"Call Turns_2026_11\"")]
    [InlineData("\"my.schema\".\"call.turns\"", "\"my.schema\".\"call.turns_2026_11\"")]
    [InlineData("public.\"say \"\"hi\"\"\"", "public.\"say \"\"hi\"\"_2026_11\"")]
    [InlineData("public.\"it's; DROP TABLE x --\"", "public.\"it's; DROP TABLE x --_2026_11\"")]
    [InlineData("public.größe", "public.\"größe_2026_11\"")]
    public Task A_name_of_any_kind_is_quoted_where_it_must_be(string table, string partition) =>
        RunAsync(
            $"CREATE SCHEMA \"my.schema\"; CREATE TABLE {table} (at timestamptz NOT NULL) PARTITION BY RANGE (at);",
            $$"""[{ "Table": "{{table.Replace("\"", "\\\"")}}", "Premake": 0 }]""",
            Now,
            $"{partition} [2026-11-01, 2026-12-01)");

    [Fact]
    public async Task A_name_of_63_bytes_is_cut_and_keeps_its_month()
    {
        var table = new string('c', 63);

        await RunAsync(
            $"CREATE TABLE public.{table} (at timestamptz NOT NULL) PARTITION BY RANGE (at);",
            $$"""[{ "Table": "public.{{table}}", "Premake": 1 }]""",
            Now,
            $"public.{table[..55]}_2026_11 [2026-11-01, 2026-12-01)",
            $"public.{table[..55]}_2026_12 [2026-12-01, 2027-01-01)");
    }

    /// <summary>Where the session of the application or of the operator lives is of no account.</summary>
    [Fact]
    public async Task The_time_zone_of_the_database_changes_nothing()
    {
        await using var role = await TestRole.CreateAsync(server, Token);
        await new ScenarioRunner(server).RunAsync(new Scenario
        {
            Given = $"{Given.Calls} ALTER TABLE public.calls OWNER TO {role.Name}; GRANT CREATE ON SCHEMA public TO {role.Name}; ALTER ROLE {role.Name} SET TimeZone = 'Asia/Kolkata'; ALTER ROLE {role.Name} SET DateStyle = 'German';",
            Tables = """[{ "Table": "public.calls", "Premake": 1 }]""",
            Role = role,
            Runs = [new(Now) { Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2026-11", 2) }],
            Then = Lines.Months("public.calls_{0:yyyy_MM}", "2026-11", 2),
        });
    }

    Task RunAsync(string given, string tables, string now, params string[] partitions) => new ScenarioRunner(server).RunAsync(new Scenario
    {
        Given = given,
        Tables = tables,
        Runs = [new(now) { Steps = [.. partitions.Select(partition => $"create {partition}")] }],
        Then = [.. partitions],
    });
}
