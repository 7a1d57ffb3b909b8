using System.Text.Json;
using PartitionKeeper.IntegrationTests.Execution;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

public sealed class ApplyTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls", "Retention": { "Keep": "2 months", "MaxPerRun": 2 } }""";

    static readonly string HoldMaintenanceLock = $"SELECT pg_advisory_lock({MaintenanceLock.FirstKey}, {MaintenanceLock.SecondKey})";

    [Fact]
    public async Task Does_what_is_due_and_the_second_time_finds_nothing_to_do()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -4, 1), Calls);

        var first = (await deployment.RunAsync("apply", "--output", "json")).With(0).Json;
        var second = (await deployment.RunAsync("apply", "--output", "json")).With(0).Json;
        var plan = (await deployment.RunAsync("plan")).With(0);

        Assert.Equal("done", first.GetProperty("status").GetString());
        Assert.Equal("full", first.GetProperty("kind").GetString());
        Assert.Equal(["create", "create", "detach", "drop", "detach", "drop"], first.GetProperty("outcomes").EnumerateArray().Select(step => step.GetProperty("action").GetString()));
        Assert.All(first.GetProperty("outcomes").EnumerateArray(), outcome => Assert.Equal("done", outcome.GetProperty("outcome").GetString()));
        Assert.Equal("nothing-to-do", second.GetProperty("status").GetString());
        Assert.Empty(second.GetProperty("outcomes").EnumerateArray());
        Assert.Equal(Names("calls", -2, 3), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.False(await deployment.Database.ExistsAsync($"public.{Name("calls", -3)}"));
        Assert.Contains("Nothing to do", plan.Output);
    }

    [Fact]
    public async Task What_was_done_can_be_read_as_text_and_is_logged_on_stderr_as_JSON_lines()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 2), Calls);

        var apply = (await deployment.RunAsync("apply")).With(0);

        Assert.Contains(Name("calls", 3), apply.Output);
        Assert.Contains("Default: 3 done in", apply.Output);
        var events = apply.Error.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["create", "detach", "drop"], events.Where(found => found.GetProperty("@i").GetInt32() == EventIds.StepDone).Select(found => found.GetProperty("Action").GetString()));
        Assert.DoesNotContain('\e', apply.Output + apply.Error);
    }

    [Fact]
    public async Task Only_the_chosen_table_is_touched()
    {
        await using var deployment = await Deployment.CreateAsync(
            server, Table("public.calls", 0, 0) + Table("public.\"Call Turns\"", 0, 0), Calls, """{ "Table": "public.\"Call Turns\"" }""");

        (await deployment.RunAsync("apply", "--table", "public.\"Call Turns\"")).With(0);

        Assert.Equal(Names("Call Turns", 0, 3), await deployment.Database.PartitionsAsync("public.\"Call Turns\""));
        Assert.Equal(Names("calls", 0, 0), await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_and_the_other_months_are_made()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0) + $"CREATE TABLE public.{Name("calls", 2)} ();", Calls);

        var apply = (await deployment.RunAsync("apply")).With(4);

        Assert.Contains("name-taken", apply.Output);
        Assert.Contains($"public.{Name("calls", 2)}", apply.Output);
        Assert.Equal([.. Names("calls", 0, 1), Name("calls", 3)], await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Fact]
    public async Task A_table_without_the_rights_fails_and_the_other_table_is_done()
    {
        await using var roles = await Roles.CreateAsync(server, "keeper");
        await using var deployment = await Deployment.CreateAsync(
            server,
            $"GRANT CREATE, USAGE ON SCHEMA public TO {roles["keeper"]};" + Table("public.calls", 0, 0) + Table("public.turns", 0, 0)
            + $"ALTER TABLE public.turns OWNER TO {roles["keeper"]};",
            """{ "Table": "public.calls" }""", """{ "Table": "public.turns" }""");

        var apply = (await deployment.RunAsync(
            "apply", "--output", "json", $"--ConnectionStrings:Default={deployment.ConnectionStringFor(roles["keeper"])}")).With(1);

        var failed = Assert.Single(apply.Json.GetProperty("outcomes").EnumerateArray(), outcome => outcome.GetProperty("outcome").GetString() == "failed");
        Assert.Equal("public.calls", failed.GetProperty("table").GetString());
        Assert.Contains("GRANT", failed.GetProperty("remedy").GetString());
        Assert.Equal(Names("calls", 0, 0), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.Equal(Names("turns", 0, 3), await deployment.Database.PartitionsAsync("public.turns"));
    }

    [Fact]
    public async Task More_due_than_MaxPerRun_is_retired_only_when_approved()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -5, 3), Calls);

        var refused = (await deployment.RunAsync("apply")).With(4);
        var afterwards = await deployment.Database.PartitionsAsync("public.calls");
        var tooFew = (await deployment.RunAsync("apply", "--approve-retire", "2")).With(4);
        (await deployment.RunAsync("apply", "--approve-retire", "3")).With(0);

        Assert.Contains("too-many-due", refused.Output);
        Assert.Contains("--approve-retire 3", refused.Output);
        Assert.Equal(Names("calls", -5, 3), afterwards);
        Assert.Contains("too-many-due", tooFew.Output);
        Assert.Equal(Names("calls", -2, 3), await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Fact]
    public async Task While_another_session_holds_the_maintenance_lock_nothing_is_done()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);
        await using var holder = await deployment.Database.HoldAsync(HoldMaintenanceLock);

        var held = (await deployment.RunAsync("apply")).With(4);

        Assert.Contains("another session holds the maintenance lock", held.Output);
        Assert.Equal(Names("calls", 0, 0), await deployment.Database.PartitionsAsync("public.calls"));
        // What only reads does not ask for it.
        (await deployment.RunAsync("plan")).With(3);
    }

    [Fact]
    public async Task Of_two_at_once_one_does_the_work()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -4, 0), Calls);

        var both = await Task.WhenAll(deployment.RunAsync("apply", "--output", "json"), deployment.RunAsync("apply", "--output", "json"));

        // The second comes while the first works, or after it.
        Assert.All(both, ended => Assert.True(ended.ExitCode is 0 or 4, ended.Transcript));
        var statuses = both.Select(ended => ended.Json.GetProperty("status").GetString()).Order(StringComparer.Ordinal).ToArray();
        Assert.Contains("done", statuses);
        Assert.True(statuses[0] == "another-holder" || statuses[1] == "nothing-to-do", string.Join(", ", statuses));
        Assert.Equal(Names("calls", -2, 3), await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Fact]
    public async Task A_wildcard_keeps_the_tables_of_every_schema_that_it_matches()
    {
        await using var deployment = await Deployment.CreateAsync(
            server,
            "CREATE SCHEMA tenant_a; CREATE SCHEMA \"tenant_B c\"; CREATE SCHEMA other;"
            + Table("tenant_a.messages", 0, 0) + Table("\"tenant_B c\".messages", 0, 0) + Table("other.messages", 0, 0),
            """{ "Table": "tenant_*.messages", "Premake": 1 }""");

        (await deployment.RunAsync("apply")).With(0);

        Assert.Equal(Names("messages", 0, 1), await deployment.Database.PartitionsAsync("tenant_a.messages"));
        Assert.Equal(Names("messages", 0, 1), await deployment.Database.PartitionsAsync("\"tenant_B c\".messages"));
        Assert.Equal(Names("messages", 0, 0), await deployment.Database.PartitionsAsync("other.messages"));
    }
}
