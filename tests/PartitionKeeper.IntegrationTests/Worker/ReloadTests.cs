using PartitionKeeper.IntegrationTests.Cli;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Worker;

public sealed class ReloadTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls" }""";
    const string Turns = """{ "Table": "public.turns" }""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_table_that_is_added_is_kept_from_then_on(bool renamedOver)
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 3) + Table("public.turns", 0, 0), Calls);
        await using var worker = await WorkerProcess.StartAndSettleAsync(deployment);

        if (renamedOver)
        {
            var beside = deployment.PathOf("edited.json");
            await File.WriteAllTextAsync(beside, Deployment.SettingsFor(deployment.Database.ConnectionString, Calls, Turns).ToJsonString());
            File.Move(beside, deployment.Settings, overwrite: true);
        }
        else
        {
            deployment.Configure(Calls, Turns);
        }

        var reloaded = await worker.WaitForAsync(EventIds.ConfigurationReloaded);
        await worker.WaitForAsync(EventIds.RunFinished);
        Assert.Equal(0, await worker.StopAsync());

        Assert.Contains("public.turns", reloaded.Message);
        Assert.Equal(Names("turns", 0, 3), await deployment.Database.PartitionsAsync("public.turns"));
    }

    [Fact]
    public async Task A_bad_edit_changes_nothing_is_told_once_and_seen_until_it_is_mended()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 3) + Table("public.turns", 0, 0), Calls);
        await using var worker = await WorkerProcess.StartAndSettleAsync(deployment);
        Assert.Empty(await worker.ReadyAsync());

        deployment.Configure(Calls, """{ "Tabel": "public.turns" }""");
        var rejected = await worker.WaitForAsync(EventIds.ConfigurationRejected);
        var whileRejected = await worker.ReadyAsync();
        var (_, metrics) = await worker.GetAsync("/metrics");
        var (_, status) = await worker.GetAsync("/api/status");
        deployment.Configure(Calls, Turns);
        await worker.WaitForAsync(EventIds.RunFinished);
        var mended = await worker.ReadyAsync();
        Assert.Equal(0, await worker.StopAsync());

        Assert.Equal("Error", rejected.Level);
        Assert.Contains("did you mean \"Table\"?", rejected.Message);
        Assert.Single(worker.Log, logged => logged.Id == EventIds.ConfigurationRejected);
        Assert.Equal(["configuration-rejected"], whileRejected);
        Assert.Contains("partitionkeeper_configuration_ok 0\n", metrics);
        Assert.Contains("Tabel", status);
        Assert.Contains("public.calls", status);
        Assert.Empty(mended);
        Assert.Equal(Names("turns", 0, 3), await deployment.Database.PartitionsAsync("public.turns"));
    }

    [Fact]
    public async Task A_deleted_configuration_changes_nothing_and_the_same_one_again_is_right_and_SIGHUP_makes_it_look()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 3), Calls);
        await using var worker = await WorkerProcess.StartAndSettleAsync(deployment);

        File.Delete(deployment.Settings);
        worker.Process.Hangup();
        await worker.WaitForAsync(EventIds.ConfigurationRejected);
        var whileAway = await worker.ReadyAsync();
        deployment.Configure(Calls);
        worker.Process.Hangup();
        await worker.WaitForAsync(EventIds.ConfigurationRestored);

        Assert.Equal(["configuration-rejected"], whileAway);
        Assert.Empty(await worker.ReadyAsync());
        Assert.Equal(0, await worker.StopAsync());
    }
}
