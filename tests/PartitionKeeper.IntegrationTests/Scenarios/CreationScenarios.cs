using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>What is created, and when.</summary>
public sealed class CreationScenarios(PostgresServer server)
{
    const string Calls = Given.Calls;
    const string KeepCalls = """[{ "Table": "public.calls" }]""";

    Task RunAsync(Scenario scenario) => new ScenarioRunner(server).RunAsync(scenario);

    [Fact]
    public Task An_empty_table_gets_the_current_month_and_three_ahead() => RunAsync(new Scenario
    {
        Given = Calls,
        Tables = KeepCalls,
        Runs = [new("2026-11-21") { Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2026-11", 4) }],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2026-11", 4),
    });

    [Fact]
    public Task A_month_later_one_more_is_created() => RunAsync(new Scenario
    {
        Given = Calls,
        Tables = KeepCalls,
        Runs =
        [
            new("2026-11-30 23:59:59.999999") { Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2026-11", 4) },
            new("2026-12-01") { Steps = ["create public.calls_2027_03 [2027-03-01, 2027-04-01)"] },
        ],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2026-11", 5),
    });

    [Fact]
    public Task A_reconcile_creates_as_a_full_run_does() => RunAsync(new Scenario
    {
        Given = Calls,
        Tables = KeepCalls,
        Runs = [new("2026-11-21") { Kind = Planning.RunKind.Reconcile, Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2026-11", 4) }],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2026-11", 4),
    });

    [Fact]
    public Task Five_months_made_by_hand_are_gone_on_from() => RunAsync(new Scenario
    {
        Given = Calls + """
            CREATE TABLE public.calls_2026_07 PARTITION OF public.calls FOR VALUES FROM ('2026-07-01') TO ('2026-08-01');
            CREATE TABLE public.calls_2026_08 PARTITION OF public.calls FOR VALUES FROM ('2026-08-01') TO ('2026-09-01');
            CREATE TABLE public.calls_2026_09 PARTITION OF public.calls FOR VALUES FROM ('2026-09-01') TO ('2026-10-01');
            CREATE TABLE public.calls_2026_10 PARTITION OF public.calls FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            CREATE TABLE public.calls_2026_11 PARTITION OF public.calls FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
            """,
        Tables = KeepCalls,
        Runs = [new("2026-11-21") { Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2026-12", 3) }],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2026-07", 8),
    });

    [Fact]
    public Task A_gap_is_filled_after_what_is_needed_now() => RunAsync(new Scenario
    {
        Given = Calls + """
            CREATE TABLE public.calls_2026_07 PARTITION OF public.calls FOR VALUES FROM ('2026-07-01') TO ('2026-08-01');
            CREATE TABLE public.calls_2026_10 PARTITION OF public.calls FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
            """,
        Tables = KeepCalls,
        Runs =
        [
            new("2026-11-21")
            {
                Steps = [.. Lines.Months("create public.calls_{0:yyyy_MM}", "2026-11", 4), .. Lines.Months("create public.calls_{0:yyyy_MM}", "2026-08", 2)],
            },
        ],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2026-07", 8),
    });

    [Fact]
    public Task A_wide_partition_is_adopted_and_months_go_on_after_it() => RunAsync(new Scenario
    {
        Given = Calls + "CREATE TABLE public.everything_2026 PARTITION OF public.calls FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
        Tables = KeepCalls,
        Runs = [new("2026-11-21") { Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2027-01", 2) }],
        Then = ["public.everything_2026 [2026-01-01, 2027-01-01)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2027-01", 2)],
    });

    [Fact]
    public Task Of_a_month_that_is_partly_covered_the_rest_is_created() => RunAsync(new Scenario
    {
        Given = Calls + """
            CREATE TABLE public.first_half PARTITION OF public.calls FOR VALUES FROM ('2026-11-01') TO ('2026-11-16');
            CREATE TABLE public.middle PARTITION OF public.calls FOR VALUES FROM ('2026-12-10') TO ('2026-12-20 12:30');
            """,
        Tables = """[{ "Table": "public.calls", "Premake": 1 }]""",
        Runs =
        [
            new("2026-11-21")
            {
                Steps =
                [
                    "create public.calls_2026_11_1116 [2026-11-16, 2026-12-01)",
                    "create public.calls_2026_12_1201 [2026-12-01, 2026-12-10)",
                    "create public.calls_2026_12_12201230 [2026-12-20 12:30:00, 2027-01-01)",
                ],
            },
        ],
        Then =
        [
            "public.first_half [2026-11-01, 2026-11-16)",
            "public.calls_2026_11_1116 [2026-11-16, 2026-12-01)",
            "public.calls_2026_12_1201 [2026-12-01, 2026-12-10)",
            "public.middle [2026-12-10, 2026-12-20 12:30:00)",
            "public.calls_2026_12_12201230 [2026-12-20 12:30:00, 2027-01-01)",
        ],
    });

    [Fact]
    public Task Where_a_name_is_taken_the_other_months_and_tables_go_on() => RunAsync(new Scenario
    {
        Given = Calls + """
            CREATE TABLE public.calls_2026_12 (unrelated int);
            CREATE TABLE public.turns (at timestamptz NOT NULL) PARTITION BY RANGE (at);
            """,
        Tables = """[{ "Table": "public.calls", "Premake": 2 }, { "Table": "public.turns", "Premake": 0 }]""",
        Runs =
        [
            new("2026-11-21")
            {
                Steps =
                [
                    "create public.calls_2026_11 [2026-11-01, 2026-12-01)",
                    "create public.turns_2026_11 [2026-11-01, 2026-12-01)",
                    "create public.calls_2027_01 [2027-01-01, 2027-02-01)",
                ],
                Findings = ["NameTaken public.calls_2026_12"],
            },
        ],
        Then =
        [
            "public.calls_2026_11 [2026-11-01, 2026-12-01)", "public.calls_2026_12 (table)", "public.calls_2027_01 [2027-01-01, 2027-02-01)",
            "public.turns_2026_11 [2026-11-01, 2026-12-01)",
        ],
    });

    [Fact]
    public async Task Where_a_right_is_missing_the_other_table_gets_its_partitions()
    {
        await using var role = await TestRole.CreateAsync(server, TestContext.Current.CancellationToken);
        await RunAsync(new Scenario
        {
            Given = $"""
                CREATE TABLE public.calls (at timestamptz NOT NULL) PARTITION BY RANGE (at);
                CREATE TABLE public.turns (at timestamptz NOT NULL) PARTITION BY RANGE (at);
                GRANT USAGE, CREATE ON SCHEMA public TO {role.Name};
                ALTER TABLE public.turns OWNER TO {role.Name};
                """,
            Tables = """[{ "Table": "public.calls", "Premake": 1 }, { "Table": "public.turns", "Premake": 0 }]""",
            Role = role,
            Runs =
            [
                new("2026-11-21")
                {
                    Steps =
                    [
                        "create public.calls_2026_11 [2026-11-01, 2026-12-01)", "create public.turns_2026_11 [2026-11-01, 2026-12-01)",
                        "create public.calls_2026_12 [2026-12-01, 2027-01-01)",
                    ],
                    NotDone =
                    [
                        $"failed {PostgresErrorCodes.InsufficientPrivilege} create public.calls_2026_11 [2026-11-01, 2026-12-01)",
                        "skipped create public.calls_2026_12 [2026-12-01, 2027-01-01)",
                    ],
                    Again = ["create public.calls_2026_11 [2026-11-01, 2026-12-01)", "create public.calls_2026_12 [2026-12-01, 2027-01-01)"],
                },
            ],
            Then = ["public.turns_2026_11 [2026-11-01, 2026-12-01)"],
        });
    }

    [Fact]
    public Task A_wildcard_keeps_the_table_of_every_tenant() => RunAsync(new Scenario
    {
        Given = """
            CREATE SCHEMA tenant_a; CREATE SCHEMA tenant_b; CREATE SCHEMA other;
            CREATE TABLE tenant_a.messages (at timestamptz NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE tenant_b.messages (at timestamptz NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE other.messages (at timestamptz NOT NULL) PARTITION BY RANGE (at);
            """,
        Tables = """[{ "Table": "tenant_*.messages", "Premake": 0 }]""",
        Runs =
        [
            new("2026-11-21")
            {
                Steps = ["create tenant_a.messages_2026_11 [2026-11-01, 2026-12-01)", "create tenant_b.messages_2026_11 [2026-11-01, 2026-12-01)"],
            },
        ],
        Then = ["tenant_a.messages_2026_11 [2026-11-01, 2026-12-01)", "tenant_b.messages_2026_11 [2026-11-01, 2026-12-01)"],
    });
}
