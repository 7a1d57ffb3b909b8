using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>What is retired, how, and what stays. In all of them September and October 2025 are past 12 months.</summary>
public sealed class RetentionScenarios(PostgresServer server)
{
    const string Now = "2026-11-21";
    const string Drop = """[{ "Table": "public.calls", "Premake": 0, "Retention": { "Keep": "12 months" } }]""";
    const string DropAfterGrace = """[{ "Table": "public.calls", "Premake": 0, "Retention": { "Keep": "12 months", "Grace": "7 days" } }]""";
    const string KeepLonger = """[{ "Table": "public.calls", "Premake": 0, "Retention": { "Keep": "24 months", "Grace": "7 days" } }]""";
    const string Detach = """[{ "Table": "public.calls", "Premake": 0, "Retention": { "Keep": "12 months", "Then": "detach" } }]""";
    const string September = "public.calls_2025_09 [2025-09-01, 2025-10-01)";
    const string October = "public.calls_2025_10 [2025-10-01, 2025-11-01)";

    Task RunAsync(Scenario scenario) => new ScenarioRunner(server).RunAsync(scenario);

    [Fact]
    public Task Months_past_retention_are_dropped_oldest_first_and_after_new_ones_are_created() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = """[{ "Table": "public.calls", "Premake": 1, "Retention": { "Keep": "12 months", "Then": "drop" } }]""",
        Runs =
        [
            new(Now)
            {
                Steps = ["create public.calls_2026_12 [2026-12-01, 2027-01-01)", $"detach {September}", $"drop {September}", $"detach {October}", $"drop {October}"],
            },
        ],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 14),
    });

    [Fact]
    public Task A_month_is_due_when_its_end_is_as_old_as_Keep_and_not_a_microsecond_earlier() => RunAsync(new Scenario
    {
        Given = Given.Calls + Given.Months("public.calls", "2025-11", 13),
        Tables = Drop,
        Runs =
        [
            new("2026-11-30 23:59:59.999999"),
            new("2026-12-01")
            {
                Steps = ["create public.calls_2026_12 [2026-12-01, 2027-01-01)", "detach public.calls_2025_11 [2025-11-01, 2025-12-01)", "drop public.calls_2025_11 [2025-11-01, 2025-12-01)"],
            },
        ],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-12", 13),
    });

    [Fact]
    public Task Without_retention_everything_is_kept() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = """[{ "Table": "public.calls", "Premake": 0 }]""",
        Runs = [new(Now)],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-09", 15),
    });

    [Fact]
    public Task Detach_leaves_plain_tables_with_their_rows() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = Detach,
        Runs = [new(Now) { Steps = [$"detach {September}", $"detach {October}"] }],
        Then = ["public.calls_2025_09 (table)", "public.calls_2025_10 (table)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13)],
        Rows = [.. Enumerable.Range(0, 15).Select(n => $"public.calls_{new DateOnly(2025, 9, 1).AddMonths(n):yyyy_MM} 1")],
    });

    [Fact]
    public Task A_reconcile_retires_nothing_new() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = Drop,
        Runs = [new(Now) { Kind = Planning.RunKind.Reconcile }],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-09", 15),
    });

    [Fact]
    public Task With_grace_the_drop_comes_when_it_is_over_and_a_reconcile_does_it() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = DropAfterGrace,
        Runs =
        [
            new(Now) { Steps = [$"detach {September}", $"detach {October}"] },
            new("2026-11-27 23:59:59"),
            new("2026-11-28") { Kind = Planning.RunKind.Reconcile, Steps = [$"drop {September}", $"drop {October}"] },
        ],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13),
    });

    [Fact]
    public Task Within_grace_a_raised_Keep_attaches_again() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = DropAfterGrace,
        Runs =
        [
            new(Now) { Steps = [$"detach {September}", $"detach {October}"] },
            new("2026-11-24") { Tables = KeepLonger, Steps = [$"attach {September}", $"attach {October}"] },
        ],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-09", 15),
        Rows = [.. Enumerable.Range(0, 15).Select(n => $"public.calls_{new DateOnly(2025, 9, 1).AddMonths(n):yyyy_MM} 1")],
    });

    [Fact]
    public Task What_was_attached_again_can_be_retired_again() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = DropAfterGrace,
        Runs =
        [
            new(Now) { Steps = [$"detach {September}", $"detach {October}"] },
            new("2026-11-24") { Tables = KeepLonger, Steps = [$"attach {September}", $"attach {October}"] },
            new("2026-11-25") { Steps = [$"detach {September}", $"detach {October}"] },
        ],
        Then = ["public.calls_2025_09 (table)", "public.calls_2025_10 (table)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13)],
    });

    [Fact]
    public Task A_pending_detach_of_somebody_else_is_finished_before_anything_else_and_never_dropped() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = """[{ "Table": "public.calls", "Premake": 1, "Retention": { "Keep": "12 months" } }]""",
        Runs =
        [
            new(Now)
            {
                Interrupted = ("public.calls", "public.calls_2025_09"),
                Steps = [$"finalize {September}", "create public.calls_2026_12 [2026-12-01, 2027-01-01)", $"detach {October}", $"drop {October}"],
                Findings = ["DetachPending public.calls_2025_09", "DetachedByOther public.calls_2025_09"],
            },
        ],
        Then = ["public.calls_2025_09 (table)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 14)],
    });

    [Fact]
    public Task A_pending_detach_of_somebody_else_is_finished_and_left_to_them() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = """[{ "Table": "public.calls", "Premake": 0 }]""",
        Runs =
        [
            new(Now)
            {
                Interrupted = ("public.calls", "public.calls_2025_09"),
                Steps = [$"finalize {September}"],
                Findings = ["DetachPending public.calls_2025_09", "DetachedByOther public.calls_2025_09"],
            },
        ],
        Then = ["public.calls_2025_09 (table)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-10", 14)],
    });

    [Fact]
    public Task More_than_MaxPerRun_are_left_until_they_are_approved() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = """[{ "Table": "public.calls", "Premake": 0, "Retention": { "Keep": "12 months", "MaxPerRun": 1 } }]""",
        Runs =
        [
            new(Now) { Findings = ["TooManyDue public.calls"] },
            new(Now) { ApproveRetire = 1, Findings = ["TooManyDue public.calls"] },
            new(Now) { ApproveRetire = 2, Steps = [$"detach {September}", $"drop {September}", $"detach {October}", $"drop {October}"] },
        ],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13),
    });

    [Fact]
    public Task What_is_held_stays_and_the_rest_goes() => RunAsync(new Scenario
    {
        Given = Given.History,
        Tables = Drop,
        Holds = """[{ "Table": "public.calls", "From": "2025-09-15", "To": "2025-09-16", "Reason": "audit" }]""",
        Runs = [new(Now) { Steps = [$"detach {October}", $"drop {October}"] }],
        Then = ["public.calls_2025_09 [2025-09-01, 2025-10-01)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13)],
        Rows = ["public.calls_2025_09 1", .. Enumerable.Range(2, 13).Select(n => $"public.calls_{new DateOnly(2025, 9, 1).AddMonths(n):yyyy_MM} 1")],
    });

    [Fact]
    public Task A_table_with_a_default_partition_is_detached_plainly() => RunAsync(new Scenario
    {
        Given = Given.History + "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT;",
        Tables = Drop,
        Runs = [new(Now) { Steps = [$"detach plainly {September}", $"drop {September}", $"detach plainly {October}", $"drop {October}"] }],
        Then = ["public.calls_default DEFAULT", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13)],
    });

    [Fact]
    public Task A_partition_that_is_partitioned_itself_is_dropped_with_its_own() => RunAsync(new Scenario
    {
        Given = """
            CREATE TABLE public.calls (region text NOT NULL, at timestamptz NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE public.calls_2025_10 PARTITION OF public.calls FOR VALUES FROM ('2025-10-01') TO ('2025-11-01') PARTITION BY LIST (region);
            CREATE TABLE public.calls_2025_10_eu PARTITION OF public.calls_2025_10 FOR VALUES IN ('eu');
            CREATE TABLE public.calls_2025_10_other PARTITION OF public.calls_2025_10 DEFAULT;
            """ + Given.Months("public.calls", "2025-11", 13),
        Tables = Drop,
        Runs = [new(Now) { Steps = [$"detach {October}", $"drop {October}"] }],
        Then = Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13),
    });

    [Fact]
    public Task Outgoing_foreign_keys_are_no_obstacle() => RunAsync(new Scenario
    {
        Given = """
            CREATE TABLE public.agents (id int PRIMARY KEY); INSERT INTO public.agents VALUES (1);
            CREATE TABLE public.lines (id int PRIMARY KEY); INSERT INTO public.lines VALUES (1);
            """ + Given.History + "ALTER TABLE public.calls ADD agent int DEFAULT 1 REFERENCES public.agents, ADD line int DEFAULT 1 REFERENCES public.lines;",
        Tables = Drop,
        Runs = [new(Now) { Steps = [$"detach {September}", $"drop {September}", $"detach {October}", $"drop {October}"] }],
        Then = ["public.agents (table)", "public.lines (table)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13)],
    });

    [Fact]
    public Task Rows_that_are_referenced_keep_their_partition_and_the_reason_is_named() => RunAsync(new Scenario
    {
        Given = Given.History + """
            CREATE TABLE public.turns (call_id bigint, call_at timestamptz, CONSTRAINT turns_call_fk FOREIGN KEY (call_id, call_at) REFERENCES public.calls);
            INSERT INTO public.turns SELECT id, at FROM public.calls_2025_09;
            """,
        Tables = """[{ "Table": "public.calls", "Premake": 1, "Retention": { "Keep": "12 months" } }]""",
        Runs =
        [
            new(Now)
            {
                Steps = ["create public.calls_2026_12 [2026-12-01, 2027-01-01)", $"detach {September}", $"drop {September}", $"detach {October}", $"drop {October}"],
                NotDone =
                [
                    $"failed {PostgresErrorCodes.ForeignKeyViolation} detach {September}", $"skipped drop {September}",
                    $"skipped detach {October}", $"skipped drop {October}",
                ],
                Says = ["public.turns", "turns_call_fk", "public.calls_2025_09"],
                Again = [$"detach {September}", $"drop {September}", $"detach {October}", $"drop {October}"],
            },
            new(Now)
            {
                Before = "DELETE FROM public.turns",
                Steps = [$"detach {September}", $"drop {September}", $"detach {October}", $"drop {October}"],
            },
        ],
        Then = ["public.turns (table)", .. Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 14)],
    });
}
