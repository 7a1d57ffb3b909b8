using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>Tables with a default partition, empty or not.</summary>
public sealed class DefaultPartitionScenarios(PostgresServer server)
{
    const string Default = "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT;";

    /// <summary>Two rows in November, three in January and one in 2030.</summary>
    const string Rows = """
        INSERT INTO public.calls VALUES (1, '2026-11-01'), (2, '2026-11-30 23:59:59.999999'), (3, '2027-01-01'), (4, '2027-01-15'), (5, '2027-01-31 23:00'), (6, '2030-06-01');
        """;

    Task RunAsync(Scenario scenario) => new ScenarioRunner(server).RunAsync(scenario);

    [Fact]
    public Task An_empty_one_is_no_obstacle() => RunAsync(new Scenario
    {
        Given = Given.Calls + Default,
        Tables = """[{ "Table": "public.calls", "Premake": 1 }]""",
        Runs = [new("2026-11-21") { Steps = Lines.Months("create public.calls_{0:yyyy_MM}", "2026-11", 2) }],
        Then = ["public.calls_default DEFAULT", .. Lines.Months("public.calls_{0:yyyy_MM}", "2026-11", 2)],
    });

    [Fact]
    public Task Rows_of_a_range_move_into_its_partition_and_others_stay() => RunAsync(new Scenario
    {
        Given = Given.Calls + Default + Rows,
        Tables = """[{ "Table": "public.calls", "Premake": 2 }]""",
        Runs =
        [
            new("2026-11-21")
            {
                Steps =
                [
                    "drain public.calls_2026_11 [2026-11-01, 2026-12-01) 2 rows", "create public.calls_2026_12 [2026-12-01, 2027-01-01)",
                    "drain public.calls_2027_01 [2027-01-01, 2027-02-01) 3 rows",
                ],
                Findings = ["RowsInDefault public.calls_default"],
            },
        ],
        Then = ["public.calls_default DEFAULT", .. Lines.Months("public.calls_{0:yyyy_MM}", "2026-11", 3)],
        Rows = ["public.calls_2026_11 2", "public.calls_2027_01 3", "public.calls_default 1"],
    });

    [Fact]
    public Task Where_moving_is_refused_the_other_months_are_created() => RunAsync(new Scenario
    {
        Given = Given.Calls + Default + Rows,
        Tables = """[{ "Table": "public.calls", "Premake": 2, "DefaultPartition": "refuse" }]""",
        Runs =
        [
            new("2026-11-21")
            {
                Steps = ["create public.calls_2026_12 [2026-12-01, 2027-01-01)"],
                Findings = ["RowsInDefault public.calls_default", "RowsInDefault public.calls_default", "RowsInDefault public.calls_default"],
            },
        ],
        Then = ["public.calls_default DEFAULT", "public.calls_2026_12 [2026-12-01, 2027-01-01)"],
        Rows = ["public.calls_default 6"],
    });
}
