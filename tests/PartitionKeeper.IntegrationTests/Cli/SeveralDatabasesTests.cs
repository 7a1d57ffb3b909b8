using System.Text.Json.Nodes;
using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

public sealed class SeveralDatabasesTests(PostgresServer server)
{
    [Fact]
    public async Task One_that_is_away_does_not_keep_the_others_from_being_done()
    {
        await using var deployment = await CreateAsync();
        await using var other = await AddAsync(deployment, "Other");
        AddAway(deployment);

        var plan = (await deployment.RunAsync("plan", "--output", "json")).With(1).Json;
        var apply = (await deployment.RunAsync("apply")).With(1);
        var status = (await deployment.RunAsync("status", "--output", "json")).With(1).Json;

        Assert.Equal(["Away", "Default", "Other"], plan.GetProperty("databases").EnumerateArray().Select(database => database.GetProperty("database").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(Names("calls", 0, 3), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.Equal(Names("calls", 0, 3), await other.PartitionsAsync("public.calls"));
        Assert.Contains("nothing listens there", Assert.Single(apply.Output.Split('\n'), line => line.StartsWith("Away", StringComparison.Ordinal)));
        Assert.Equal(2, status.GetProperty("databases").EnumerateArray().Count(database => database.TryGetProperty("tables", out _)));
        (await deployment.RunAsync("check")).With(1);
    }

    [Fact]
    public async Task One_can_be_chosen_and_a_script_needs_the_choice()
    {
        await using var deployment = await CreateAsync();
        await using var other = await AddAsync(deployment, "Other");
        AddAway(deployment);

        var script = (await deployment.RunAsync("plan", "--output", "sql")).With(64);
        (await deployment.RunAsync("plan", "--output", "sql", "--database", "Other")).With(3);
        (await deployment.RunAsync("apply", "--database", "Other")).With(0);

        Assert.Contains("--database NAME", script.Error);
        Assert.Equal(Names("calls", 0, 3), await other.PartitionsAsync("public.calls"));
        Assert.Equal(Names("calls", 0, 0), await deployment.Database.PartitionsAsync("public.calls"));
    }

    Task<Deployment> CreateAsync() => Deployment.CreateAsync(server, Table("public.calls", 0, 0), """{ "Table": "public.calls", "Database": "*" }""");

    async Task<TestDatabase> AddAsync(Deployment deployment, string name)
    {
        var database = await TestDatabase.CreateAsync(server, TestContext.Current.CancellationToken);
        await database.ExecuteAsync(Table("public.calls", 0, 0));
        Add(deployment, name, database.ConnectionString);
        return database;
    }

    static void AddAway(Deployment deployment) => Add(deployment, "Away", $"Host=127.0.0.1;Port={FreePort.Find()};Database=app;Username=app");

    static void Add(Deployment deployment, string name, string connectionString)
    {
        var settings = JsonNode.Parse(File.ReadAllText(deployment.Settings))!;
        settings["ConnectionStrings"]![name] = connectionString;
        File.WriteAllText(deployment.Settings, settings.ToJsonString());
    }
}
