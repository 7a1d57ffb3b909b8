using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>What other tools were seen to get wrong on a server. Those that need none are among the unit tests of the planner.</summary>
public sealed class PeerFailureTests(PostgresServer server)
{
    const string Now = "2026-11-21";
    const string KeepAYear = """[{ "Table": "public.calls", "Premake": 0, "Retention": { "Keep": "12 months" } }]""";
    const string September = "public.calls_2025_09 [2025-09-01, 2025-10-01)";
    const string October = "public.calls_2025_10 [2025-10-01, 2025-11-01)";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Task RunAsync(Scenario scenario) => new ScenarioRunner(server).RunAsync(scenario);

    [Fact]
    public Task One_bad_table_stops_no_other() => RunAsync(new Scenario
    {
        Given = """
            CREATE TABLE public.calls (at timestamptz NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE public.by_region (region text NOT NULL) PARTITION BY LIST (region);
            CREATE TABLE public.odd (k inet NOT NULL) PARTITION BY RANGE (k);
            CREATE TABLE public.turns (at timestamptz NOT NULL) PARTITION BY RANGE (at);
            """,
        Tables = """
            [
              { "Table": "public.by_region" }, { "Table": "public.odd" }, { "Table": "public.missing" },
              { "Table": "public.calls", "Premake": 0 }, { "Table": "public.turns", "Premake": 0 }
            ]
            """,
        Runs =
        [
            new(Now)
            {
                Steps = ["create public.calls_2026_11 [2026-11-01, 2026-12-01)", "create public.turns_2026_11 [2026-11-01, 2026-12-01)"],
                Findings = ["TableMissing public.missing", "NotRangePartitioned public.by_region", "KeyUnsupported public.odd"],
            },
        ],
        Then = ["public.calls_2026_11 [2026-11-01, 2026-12-01)", "public.turns_2026_11 [2026-11-01, 2026-12-01)"],
    });

    [Fact]
    public async Task The_maintenance_lock_does_not_outlive_a_run()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync(Given.Calls, cancellationToken: Token);

        await (await PlannedRun.ReadAsync(database.ConnectionString, KeepAYear, Now)).DisposeAsync();

        Assert.Equal(0, await database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())",
            cancellationToken: Token));
    }

    [Fact]
    public Task An_unrelated_table_of_the_wanted_name_is_no_success() => RunAsync(new Scenario
    {
        Given = Given.Calls + "CREATE VIEW public.calls_2026_11 AS SELECT 1 AS one;",
        Tables = """[{ "Table": "public.calls", "Premake": 0 }]""",
        Runs = [new(Now) { Findings = ["NameTaken public.calls_2026_11"] }],
        Then = [],
    });

    [Fact]
    public async Task One_that_appears_after_the_plan_is_a_failure_that_says_what_to_do()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync(Given.Calls, cancellationToken: Token);
        await using var run = await PlannedRun.ReadAsync(database.ConnectionString, """[{ "Table": "public.calls", "Premake": 0 }]""", Now);

        await database.ExecuteAsync("CREATE TABLE public.calls_2026_11 (unrelated int)", cancellationToken: Token);
        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await run.ApplyAsync()));

        Assert.Equal(PostgresErrorCodes.DuplicateTable, failed.SqlState);
        Assert.Contains("calls_2026_11", failed.Remedy);
        Assert.Equal(["public.calls_2026_11 (table)"], await Lines.OfTablesAsync(database, Token));
    }

    [Fact]
    public Task A_wide_partition_is_as_old_as_its_end_and_not_as_its_name() => RunAsync(new Scenario
    {
        Given = Given.Calls + "CREATE TABLE public.calls_2025_09 PARTITION OF public.calls FOR VALUES FROM ('2025-09-01') TO ('2026-12-01'); INSERT INTO public.calls VALUES (1, '2026-11-20');",
        Tables = KeepAYear,
        Runs = [new(Now)],
        Then = ["public.calls_2025_09 [2025-09-01, 2026-12-01)"],
        Rows = ["public.calls_2025_09 1"],
    });

    [Fact]
    public async Task The_hour_that_exists_twice_takes_rows_at_every_minute()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync(Given.Calls + $"ALTER DATABASE \"{database.Name}\" SET TimeZone = 'America/New_York'", cancellationToken: Token);
        await using var run = await PlannedRun.ReadAsync(
            database.ConnectionString, """[{ "Table": "public.calls", "Interval": "1 hour", "TimeZone": "Europe/Berlin", "Premake": 5 }]""", "2026-10-24 23:00");

        Assert.All(await run.ApplyAsync(), outcome => Assert.IsType<StepOutcome.Done>(outcome));

        Assert.Equal(300, await database.ExecuteAsync(
            "INSERT INTO public.calls SELECT n, timestamptz '2026-10-24 23:00:00+00' + n * interval '1 minute' FROM generate_series(0, 299) n", cancellationToken: Token));
    }

    [Fact]
    public async Task Each_partition_is_a_transaction_of_its_own()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync(
            string.Concat(Enumerable.Range(0, 20).Select(n => $"CREATE TABLE public.t{n:00} (at timestamptz NOT NULL) PARTITION BY RANGE (at);\n")), cancellationToken: Token);
        await using var run = await PlannedRun.ReadAsync(database.ConnectionString, """[{ "Table": "public.t*", "Premake": 2 }]""", Now);

        Assert.All(await run.ApplyAsync(), outcome => Assert.IsType<StepOutcome.Done>(outcome));

        Assert.Equal(60, await database.ScalarAsync<long>(
            "SELECT count(DISTINCT xmin::text) FROM pg_catalog.pg_inherits WHERE inhparent::regclass::text LIKE 't%'", cancellationToken: Token));
    }

    [Fact]
    public Task A_detached_table_of_the_wanted_name_keeps_no_other_gap_from_being_filled() => RunAsync(new Scenario
    {
        Given = Given.Calls + Given.Months("public.calls", "2026-07", 5) + "ALTER TABLE public.calls DETACH PARTITION public.calls_2026_08; DROP TABLE public.calls_2026_10;",
        Tables = """[{ "Table": "public.calls", "Premake": 0 }]""",
        Runs = [new(Now) { Steps = ["create public.calls_2026_10 [2026-10-01, 2026-11-01)"], Findings = ["NameTaken public.calls_2026_08"] }],
        Then =
        [
            "public.calls_2026_07 [2026-07-01, 2026-08-01)", "public.calls_2026_08 (table)", "public.calls_2026_09 [2026-09-01, 2026-10-01)",
            "public.calls_2026_10 [2026-10-01, 2026-11-01)", "public.calls_2026_11 [2026-11-01, 2026-12-01)",
        ],
    });

    [Fact]
    public Task Neither_a_smaller_Premake_nor_a_clock_in_the_past_retires_what_is_current_or_to_come() => RunAsync(new Scenario
    {
        Given = Given.Calls + Given.Months("public.calls", "2026-11", 6),
        Tables = """[{ "Table": "public.calls", "Premake": 0, "Retention": { "Keep": "1 month" } }]""",
        Runs = [new(Now), new("2026-11-01")],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2026-11", 6),
    });

    [Fact]
    public Task A_name_with_capitals_is_not_the_name_without() => RunAsync(new Scenario
    {
        Given = Given.Calls + Given.Months("public.calls", "2025-10", 14) + """
            CREATE TABLE public."Calls" (at timestamptz NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE public."Calls_2025_10" PARTITION OF public."Calls" FOR VALUES FROM ('2025-10-01') TO ('2025-11-01');
            CREATE TABLE public."Calls_since" PARTITION OF public."Calls" FOR VALUES FROM ('2025-11-01') TO ('2026-12-01');
            """,
        Tables = """[{ "Table": "public.\"Calls\"", "Premake": 0, "Retention": { "Keep": "12 months" } }]""",
        Runs = [new(Now) { Steps = ["detach public.\"Calls_2025_10\" [2025-10-01, 2025-11-01)", "drop public.\"Calls_2025_10\" [2025-10-01, 2025-11-01)"] }],
        Then = ["public.\"Calls_since\" [2025-11-01, 2026-12-01)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-10", 14)],
    });

    [Fact]
    public Task A_gap_is_filled_and_retention_goes_on() => RunAsync(new Scenario
    {
        Given = Given.Calls + Given.Months("public.calls", "2025-10", 14) + "DROP TABLE public.calls_2026_03;",
        Tables = KeepAYear,
        Runs = [new(Now) { Steps = ["create public.calls_2026_03 [2026-03-01, 2026-04-01)", $"detach {October}", $"drop {October}"] }],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13),
    });

    [Fact]
    public Task A_view_on_a_partition_outlives_retention_and_is_named() => RunAsync(new Scenario
    {
        Given = Given.Calls + Given.Months("public.calls", "2025-10", 14) + "CREATE VIEW public.october AS SELECT id FROM public.calls_2025_10;",
        Tables = KeepAYear,
        Runs =
        [
            new(Now)
            {
                Steps = [$"detach {October}", $"drop {October}"],
                NotDone = [$"failed {PostgresErrorCodes.DependentObjectsStillExist} drop {October}"],
                Says = ["october", "CASCADE"],
                Again = [$"drop {October}"],
            },
            new(Now) { Before = "DROP VIEW public.october", Steps = [$"drop {October}"] },
        ],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13),
    });

    [Fact]
    public Task A_row_in_the_default_partition_does_not_stop_creation() => RunAsync(new Scenario
    {
        Given = Given.Calls + "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT; INSERT INTO public.calls VALUES (1, '2026-12-24');",
        Tables = """[{ "Table": "public.calls", "Premake": 2 }]""",
        Runs =
        [
            new(Now)
            {
                Steps =
                [
                    "create public.calls_2026_11 [2026-11-01, 2026-12-01)", "drain public.calls_2026_12 [2026-12-01, 2027-01-01) 1 rows",
                    "create public.calls_2027_01 [2027-01-01, 2027-02-01)",
                ],
            },
        ],
        Then = ["public.calls_default DEFAULT", .. Lines.Months("public.calls_{0:yyyy_MM}", "2026-11", 3)],
        Rows = ["public.calls_2026_12 1"],
    });

    [Fact]
    public async Task A_new_partition_has_the_rights_and_settings_of_its_siblings()
    {
        await using var role = await TestRole.CreateAsync(server, Token);
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync(
            Given.Calls + string.Concat(new[] { "public.calls", "public.calls_2026_11" }.Select((table, n) => $"""
                {(n == 0 ? "" : "CREATE TABLE public.calls_2026_11 PARTITION OF public.calls FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');")}
                ALTER TABLE {table} OWNER TO {role.Name};
                GRANT SELECT, INSERT ON {table} TO pg_monitor;
                GRANT UPDATE (note) ON {table} TO pg_monitor;
                ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
                CREATE POLICY mine ON {table} FOR SELECT TO pg_monitor USING (note = CURRENT_USER);
                ALTER TABLE {table} REPLICA IDENTITY FULL;
                ALTER TABLE {table} ALTER COLUMN note SET STATISTICS 500;

                """)) + $"ALTER TABLE public.calls_2026_11 SET (fillfactor = 70); GRANT CREATE ON SCHEMA public TO {role.Name};",
            cancellationToken: Token);
        await using var run = await PlannedRun.ReadAsync(database.ConnectionString, """[{ "Table": "public.calls", "Premake": 1 }]""", Now);

        Assert.IsType<StepOutcome.Done>(Assert.Single(await run.ApplyAsync()));

        Assert.Equal(
            (await SchemaFingerprint.ReadAsync(database, Token, "public.calls_2026_11")).Select(line => line.Replace("2026_11", "MONTH").Replace("('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00')", "")),
            (await SchemaFingerprint.ReadAsync(database, Token, "public.calls_2026_12")).Select(line => line.Replace("2026_12", "MONTH").Replace("('2026-12-01 00:00:00+00') TO ('2027-01-01 00:00:00+00')", "")));
        Assert.True(await database.ScalarAsync<bool>("SELECT reltuples >= 0 FROM pg_catalog.pg_class WHERE relname = 'calls_2026_12'", cancellationToken: Token), "not analyzed");
    }
}
