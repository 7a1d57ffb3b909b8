using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

/// <summary>The application is in the way: it has the table open while <c>apply</c> works.</summary>
public sealed class BlockedApplyTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls", "Retention": { "Keep": "2 months" } }""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // PostgreSQL refuses DETACH ... CONCURRENTLY where there is a default partition
    public async Task A_reader_holds_a_detach_up_but_nothing_else_and_the_next_run_finishes_it(bool withDefault)
    {
        await using var deployment = await Deployment.CreateAsync(
            server,
            // With a default partition a create takes the same lock as the detach: nothing is left to create there.
            Table("public.calls", -3, withDefault ? 3 : 1) + Default(withDefault), Calls);
        await using var reader = await deployment.Database.HoldAsync("SELECT count(*) FROM public.calls");
        var oldest = Name("calls", -3);

        await using var application = Application.Start(deployment.Database, Month(0));
        var blocked = (await deployment.RunAsync("apply", "--output", "json")).With(4);
        await application.StopAsync();
        var afterwards = await deployment.Database.PartitionsAsync("public.calls");
        await reader.ReleaseAsync();
        (await deployment.RunAsync("apply")).With(0);
        (await deployment.RunAsync("plan")).With(0);

        var steps = blocked.Json.GetProperty("outcomes").EnumerateArray().ToDictionary(step => $"{step.GetProperty("action")} {step.GetProperty("partition")}");
        var detach = steps[$"detach public.{oldest}"];
        Assert.Equal("lock-not-available", detach.GetProperty("outcome").GetString());
        Assert.Equal(2, detach.GetProperty("attempts").GetInt32());
        Assert.Contains(reader.BackendPid, detach.GetProperty("blockers").EnumerateArray().Select(blocker => blocker.GetProperty("pid").GetInt32()));
        Assert.False(detach.GetProperty("detachPending").GetBoolean());
        Assert.Equal("skipped", steps[$"drop public.{oldest}"].GetProperty("outcome").GetString());
        string[] defaults = withDefault ? ["calls_default"] : [];
        Assert.Equal([.. Names("calls", -3, 3), .. defaults], afterwards);
        Assert.Equal([.. Names("calls", -2, 3), .. defaults], await deployment.Database.PartitionsAsync("public.calls"));
        Assert.False(await deployment.Database.ExistsAsync($"public.{oldest}"));
        application.AssertUnharmed();
    }

    [Fact]
    public async Task A_detach_that_was_left_pending_is_finished_by_the_next_run()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 3), Calls);
        await PendingDetach.LeaveAsync(deployment.Database, "public.calls", $"public.{Name("calls", -3)}");
        var before = await deployment.Database.PartitionsAsync("public.calls");

        (await deployment.RunAsync("apply")).With(0);

        Assert.Equal([Name("calls", -3) + "?", .. Names("calls", -2, 3)], before);
        Assert.Equal(Names("calls", -2, 3), await deployment.Database.PartitionsAsync("public.calls"));
        (await deployment.RunAsync("plan")).With(0);
    }

    [Fact]
    public async Task With_a_default_partition_a_reader_holds_creates_up_and_the_application_goes_on()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -2, 1) + Default(true), Calls);
        await using var reader = await deployment.Database.HoldAsync("SELECT count(*) FROM public.calls");

        await using var application = Application.Start(deployment.Database, Month(0));
        var blocked = (await deployment.RunAsync("apply")).With(4);
        await application.StopAsync();
        var afterwards = await deployment.Database.PartitionsAsync("public.calls");
        await reader.ReleaseAsync();
        (await deployment.RunAsync("apply")).With(0);

        Assert.Contains($"pid {reader.BackendPid}", blocked.Output);
        Assert.Equal([.. Names("calls", -2, 1), "calls_default"], afterwards);
        Assert.Equal([.. Names("calls", -2, 3), "calls_default"], await deployment.Database.PartitionsAsync("public.calls"));
        application.AssertUnharmed();
    }

    [Fact]
    public async Task Who_is_in_the_way_of_a_create_is_named_and_no_table_is_left_behind()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);
        // As CREATE INDEX takes it.
        await using var holder = await deployment.Database.HoldAsync("LOCK TABLE public.calls IN SHARE MODE");

        var blocked = (await deployment.RunAsync("apply")).With(4);
        var left = await deployment.Database.ExistsAsync($"public.{Name("calls", 1)}");
        await holder.ReleaseAsync();
        (await deployment.RunAsync("apply")).With(0);

        Assert.Contains($"pid {holder.BackendPid}", blocked.Output);
        Assert.Contains("gave up after 2 attempts", blocked.Output);
        Assert.False(left);
        Assert.Equal(Names("calls", 0, 3), await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ctrl_C_while_a_lock_is_waited_for_ends_at_once_with_nothing_half_done(bool terminate)
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);
        await using var holder = await deployment.Database.HoldAsync("LOCK TABLE public.calls IN SHARE MODE");

        await using var run = deployment.Start("apply", "--PartitionKeeper:Safety:LockTimeout=1 minute", "--PartitionKeeper:Safety:StatementTimeout=2 minutes");
        await holder.WaitUntilSomeoneWaitsAsync();
        if (terminate)
            run.Terminate();
        else
            run.Interrupt();
        var stopped = (await Ended.OfAsync(run)).With(130);
        await holder.ReleaseAsync();

        Assert.Contains("stopped as asked", stopped.Output);
        Assert.DoesNotContain("   at ", stopped.Error);
        Assert.Equal(Names("calls", 0, 0), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.False(await deployment.Database.ExistsAsync($"public.{Name("calls", 1)}"));
        (await deployment.RunAsync("apply")).With(0);
        Assert.Equal(Names("calls", 0, 3), await deployment.Database.PartitionsAsync("public.calls"));
    }

    static string Default(bool wanted) => wanted ? "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT;" : "";
}
