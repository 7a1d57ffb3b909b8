using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

public sealed class CheckTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls" }""";

    [Fact]
    public async Task All_is_well()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -1, 3), Calls);

        var text = (await deployment.RunAsync("check")).With(0);
        var json = (await deployment.RunAsync("check", "--output", "json")).With(0).Json;

        Assert.Contains("Healthy: 1 table in 1 database.", text.Output);
        Assert.True(json.GetProperty("healthy").GetBoolean());
        Assert.Equal(1, json.GetProperty("tables").GetInt32());
        Assert.Empty(json.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task No_partition_for_next_month_is_not_healthy()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -1, 0), Calls);

        await AssertFoundAsync(deployment, "runway-short", $"{Month(1):yyyy-MM-dd}");
    }

    [Fact]
    public async Task Rows_in_the_default_partition_are_not_healthy()
    {
        await using var deployment = await Deployment.CreateAsync(
            server,
            Table("public.calls", 0, 3) + $"CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT; INSERT INTO public.calls VALUES (1, '{Month(9):yyyy-MM-dd}', '')",
            Calls);

        await AssertFoundAsync(deployment, "rows-in-default", "calls_default");
    }

    [Fact]
    public async Task A_run_that_failed_is_not_healthy_until_one_succeeds()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.turns", -3, 3), """{ "Table": "public.turns", "Retention": { "Keep": "12 months" } }""");
        (await deployment.RunAsync("apply")).With(0);
        await deployment.Database.ExecuteAsync("UPDATE partition_keeper.run SET outcome = 'failed'");

        await AssertFoundAsync(deployment, "run-failed", "failed for a table or more");
        Assert.Contains(", failed", (await deployment.RunAsync("status")).With(0).Output);

        (await deployment.RunAsync("apply")).With(0);
        (await deployment.RunAsync("check")).With(0);
    }

    [Fact]
    public async Task A_pending_detach_is_not_healthy()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -2, 3), Calls);
        await PendingDetach.LeaveAsync(deployment.Database, "public.calls", $"public.{Name("calls", -2)}");

        await AssertFoundAsync(deployment, "detach-pending", Name("calls", -2));
    }

    [Fact]
    public async Task A_gap_is_not_healthy()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -4, 3) + $"DROP TABLE public.{Name("calls", -2)}", Calls);

        await AssertFoundAsync(deployment, "gap", $"{Month(-2):yyyy-MM-dd}");
    }

    [Fact]
    public async Task A_full_run_that_was_missed_is_not_healthy_until_it_is_made_up_for()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -1, 3), """{ "Table": "public.calls", "Retention": { "Keep": "2 years" } }""");
        (await deployment.RunAsync("apply")).With(0);
        (await deployment.RunAsync("check")).With(0);
        await deployment.Database.ExecuteAsync("UPDATE partition_keeper.run SET as_of = as_of - interval '3 months', started_at = started_at - interval '3 months'");

        await AssertFoundAsync(deployment, "run-missed", "The full run of");
        (await deployment.RunAsync("apply")).With(0);
        (await deployment.RunAsync("check")).With(0);
    }

    [Fact]
    public async Task Only_the_chosen_table_is_looked_at()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 3) + Table("public.turns", 0, 0), Calls, """{ "Table": "public.turns" }""");

        (await deployment.RunAsync("check", "--table", "public.calls")).With(0);
        (await deployment.RunAsync("check", "--table", "public.turns")).With(3);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_not_healthy()
    {
        await using var deployment = await Deployment.CreateAsync(server, "SELECT 1", Calls);

        await AssertFoundAsync(deployment, "table-missing", "public.calls");
    }

    static async Task AssertFoundAsync(Deployment deployment, string code, string detail)
    {
        var text = (await deployment.RunAsync("check")).With(3);
        var json = (await deployment.RunAsync("check", "--output", "json")).With(3).Json;

        Assert.Contains("Not healthy", text.Output);
        Assert.Contains(code, text.Output);
        Assert.False(json.GetProperty("healthy").GetBoolean());
        var finding = Assert.Single(json.GetProperty("findings").EnumerateArray(), found => found.GetProperty("code").GetString() == code);
        Assert.Contains(detail, finding.ToString());
        Assert.NotEqual("", finding.GetProperty("remedy").GetString());
    }
}
