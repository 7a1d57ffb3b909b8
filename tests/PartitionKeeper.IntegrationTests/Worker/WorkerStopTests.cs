using PartitionKeeper.IntegrationTests.Cli;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Worker;

public sealed class WorkerStopTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls" }""";

    /// <summary>Far longer than a stop takes, far shorter than the lock is waited for.</summary>
    static readonly TimeSpan Promptly = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_is_heard_while_a_step_waits_for_a_lock_and_nothing_is_half_done(bool interrupt)
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 1), Calls);
        await using var holder = await deployment.Database.HoldAsync("LOCK TABLE public.calls IN SHARE MODE");

        await using var worker = WorkerProcess.Start(
            deployment, "--PartitionKeeper:Safety:LockTimeout=1 minute", "--PartitionKeeper:Safety:StatementTimeout=2 minutes");
        await holder.WaitUntilSomeoneWaitsAsync();
        if (interrupt)
            worker.Process.Interrupt();
        var exitCode = interrupt ? await worker.Process.WaitForExitAsync(Promptly) : await worker.StopAsync(Promptly);
        await holder.ReleaseAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains(worker.Log, logged => logged.Id == EventIds.WorkerStopping);
        Assert.DoesNotContain(worker.Log, logged => logged.Level is "Error" or "Fatal");
        Assert.Equal(Names("calls", 0, 1), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.False(await deployment.Database.ExistsAsync($"public.{Name("calls", 2)}"));
        Assert.Equal(0, await deployment.Database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'PartitionKeeper' AND state = 'active'"));
    }

    [Fact]
    public async Task A_worker_that_was_killed_in_the_middle_leaves_what_the_next_one_finishes()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);
        await using var holder = await deployment.Database.HoldAsync("LOCK TABLE public.calls IN SHARE MODE");

        await using (var worker = WorkerProcess.Start(
            deployment, "--PartitionKeeper:Safety:LockTimeout=1 minute", "--PartitionKeeper:Safety:StatementTimeout=2 minutes"))
        {
            await holder.WaitUntilSomeoneWaitsAsync();
            worker.Process.Kill();
            await worker.Process.WaitForExitAsync();
        }

        await holder.ReleaseAsync();
        // The server may need a moment to notice that the session's client is gone; the session and its locks end then.
        await deployment.Database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'PartitionKeeper'");

        await using var next = await WorkerProcess.StartAndSettleAsync(deployment);
        Assert.Equal(0, await next.StopAsync());
        Assert.Equal(Names("calls", 0, 3), await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Fact]
    public async Task While_another_session_holds_the_maintenance_lock_the_worker_says_so_and_does_nothing()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);
        await using var holder = await deployment.Database.HoldAsync(
            $"SELECT pg_advisory_lock({MaintenanceLock.FirstKey}, {MaintenanceLock.SecondKey})");

        await using var worker = WorkerProcess.Start(deployment);
        var told = await worker.WaitForAsync(EventIds.AnotherHolder);
        var exitCode = await worker.StopAsync();

        Assert.Equal("Information", told.Level);
        Assert.Equal(0, exitCode);
        Assert.Equal(Names("calls", 0, 0), await deployment.Database.PartitionsAsync("public.calls"));
    }
}
