using Npgsql;
using PartitionKeeper.IntegrationTests.Cli;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Worker;

public sealed class OutageTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls", "Retention": { "Keep": "2 months" } }""";

    [Fact]
    public async Task A_database_that_is_away_at_start_is_told_once_and_kept_when_it_comes()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);
        await using var proxy = Proxy(deployment);

        await using var worker = WorkerProcess.Start(deployment, Through(proxy, deployment));
        var away = await worker.WaitForAsync(EventIds.DatabaseUnavailable);
        var reasons = await worker.ReadyAsync();
        proxy.Open();
        await worker.WaitForAsync(EventIds.DatabaseBack);
        var exitCode = await worker.StopAsync();

        Assert.Equal("Error", away.Level);
        Assert.Contains("nothing listens there", away.Message);
        Assert.Equal(["database-unreachable"], reasons);
        Assert.Single(worker.Log, logged => logged.Id == EventIds.DatabaseUnavailable);
        Assert.Single(worker.Log, logged => logged.Id == EventIds.DatabaseBack);
        Assert.DoesNotContain(worker.Log, logged => logged.Properties.TryGetProperty("@x", out _));
        Assert.Equal(Names("calls", 0, 3), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_a_step_is_made_again_and_the_step_too()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);
        await using var proxy = Proxy(deployment);
        proxy.Open();
        await using var holder = await deployment.Database.HoldAsync("LOCK TABLE public.calls IN SHARE MODE");

        await using var worker = WorkerProcess.Start(
            deployment, Through(proxy, deployment), "--PartitionKeeper:Safety:LockTimeout=1 minute", "--PartitionKeeper:Safety:StatementTimeout=2 minutes");
        await holder.WaitUntilSomeoneWaitsAsync();
        await proxy.CloseAsync();
        await worker.WaitForAsync(EventIds.DatabaseUnavailable);
        await holder.ReleaseAsync();
        proxy.Open();
        await worker.WaitForAsync(EventIds.DatabaseBack);
        var ready = await worker.ReadyAsync();
        var exitCode = await worker.StopAsync();

        Assert.Single(worker.Log, logged => logged.Id == EventIds.DatabaseUnavailable);
        Assert.Equal(Names("calls", 0, 3), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.Empty(ready);
        Assert.Equal(0, exitCode);
    }

    static TcpProxy Proxy(Deployment deployment)
    {
        var settings = new NpgsqlConnectionStringBuilder(deployment.Database.ConnectionString);
        return new TcpProxy(settings.Host!, settings.Port);
    }

    static string Through(TcpProxy proxy, Deployment deployment) =>
        $"--ConnectionStrings:Default={new NpgsqlConnectionStringBuilder(deployment.Database.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString}";
}
