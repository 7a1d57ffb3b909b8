using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

public sealed class PlanTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls" }""";
    const string Turns = """{ "Table": "public.turns", "Retention": { "Keep": "2 months" } }""";

    [Fact]
    public async Task Pending_changes_are_listed_with_their_reasons_and_nothing_is_changed()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -1, 0) + Table("public.turns", -3, 3), Calls, Turns);

        var plan = (await deployment.RunAsync("plan")).With(3);

        foreach (var partition in (string[])[.. Names("calls", 1, 3), Name("turns", -3)])
            Assert.Contains(partition, plan.Output);
        Assert.DoesNotContain(Name("calls", 4), plan.Output);
        Assert.DoesNotContain(Name("turns", -2), plan.Output);
        Assert.Contains("Premake", plan.Output);
        Assert.Contains("2 months", plan.Output);
        Assert.Contains("./partition-keeper apply", plan.Output);
        Assert.Equal(Names("calls", -1, 0), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.Equal(Names("turns", -3, 3), await deployment.Database.PartitionsAsync("public.turns"));
        Assert.False(await deployment.Database.ScalarAsync<bool>("SELECT to_regnamespace('partition_keeper') IS NOT NULL"));
    }

    [Fact]
    public async Task With_nothing_to_do_it_says_so_and_exits_with_0()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 3), Calls);

        var plan = (await deployment.RunAsync("plan")).With(0);

        Assert.Contains("Nothing to do for 1 table.", plan.Output);
        Assert.DoesNotContain("apply", plan.Output);
    }

    [Fact]
    public async Task As_JSON_it_is_one_document_on_stdout_with_each_step_and_its_range()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 2), Calls);

        var plan = (await deployment.RunAsync("plan", "--output", "json")).With(3);

        var step = Assert.Single(plan.Json.GetProperty("steps").EnumerateArray());
        Assert.Equal("create-partition", step.GetProperty("step").GetString());
        Assert.Equal("public", step.GetProperty("partition").GetProperty("schema").GetString());
        Assert.Equal(Name("calls", 3), step.GetProperty("partition").GetProperty("name").GetString());
        Assert.Equal(Start(3), step.GetProperty("range").GetProperty("from").GetString());
        Assert.Equal(Start(4), step.GetProperty("range").GetProperty("to").GetString());
        Assert.Contains("Premake", step.GetProperty("reason").GetString());
        Assert.Empty(plan.Json.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task What_is_talk_goes_to_stderr_and_nothing_has_colours()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 2), Calls);
        var saved = deployment.PathOf("saved.json");

        var json = (await deployment.RunAsync("plan", "--output", "json", "--save", saved, "--Logging:LogLevel:Default=Debug")).With(3);
        var text = (await deployment.RunAsync("plan")).With(3);

        Assert.Equal("Default", json.Json.GetProperty("database").GetString());
        Assert.Contains(saved, json.Error);
        Assert.All(new[] { json, text }, ended => Assert.DoesNotContain('\e', ended.Output + ended.Error));
    }

    [Fact]
    public async Task As_of_another_time_it_shows_what_would_be_done_then_and_no_command_to_do_it()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 3), Calls);

        var plan = (await deployment.RunAsync("plan", "--as-of", $"{Month(2):yyyy-MM-dd}T10:00")).With(3);

        Assert.Contains(Name("calls", 5), plan.Output);
        Assert.DoesNotContain(Name("calls", 6), plan.Output);
        Assert.DoesNotContain("apply with", plan.Output);
    }

    [Theory]
    [InlineData("public.calls", "public.calls")]
    [InlineData("tenant_*.messages", "tenant_one.messages tenant_two.messages")]
    [InlineData("public.\"Call Turns\"", "public.Call Turns")]
    [InlineData("*.nothing", "")]
    public async Task One_table_or_a_pattern_can_be_chosen(string table, string expected)
    {
        await using var deployment = await Deployment.CreateAsync(
            server,
            "CREATE SCHEMA tenant_one; CREATE SCHEMA tenant_two;"
            + Table("public.calls", 0, 0) + Table("tenant_one.messages", 0, 0) + Table("tenant_two.messages", 0, 0) + Table("public.\"Call Turns\"", 0, 0),
            Calls, """{ "Table": "tenant_*.messages" }""", """{ "Table": "public.\"Call Turns\"" }""");

        var plan = (await deployment.RunAsync("plan", "--table", table, "--output", "json")).With(expected.Length == 0 ? 0 : 3);

        var tables = plan.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("table")).Select(name => $"{name.GetProperty("schema")}.{name.GetProperty("name")}");
        Assert.Equal(expected, string.Join(' ', tables.Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_table_that_no_policy_keeps_is_wrong_usage()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);

        var plan = (await deployment.RunAsync("plan", "--table", "public.cals")).With(64);

        Assert.Contains("no policy keeps public.cals; did you mean \"public.calls\"?", plan.Error);
    }

    [Fact]
    public async Task The_script_run_by_psql_on_a_copy_ends_where_apply_ends()
    {
        await using var deployment = await Deployment.CreateAsync(
            server, Table("public.calls", -3, 0) + Table("public.turns", -5, 0) + "CREATE INDEX ON public.turns (at);", Calls, Turns);
        deployment.Database.Disconnect();
        await using var copy = await TestDatabase.CreateAsync(server, TestContext.Current.CancellationToken, deployment.Database.Name);

        var script = (await deployment.RunAsync("plan", "--output", "sql")).With(3);
        await Psql.RunAsync(copy, script.Output);
        (await deployment.RunAsync("apply")).With(0);

        Assert.Equal(Names("turns", -2, 3), await copy.PartitionsAsync("public.turns"));
        Assert.Equal(await DatabaseState.ReadAsync(deployment.Database), await DatabaseState.ReadAsync(copy));
    }
}
