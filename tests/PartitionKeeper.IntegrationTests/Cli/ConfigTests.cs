using System.Text.Json.Nodes;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Cli;

public sealed class ConfigTests(PostgresServer server)
{
    const string Password = "correct-horse-battery";

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_a_line_each()
    {
        await using var deployment = Deployment.WithoutDatabase();
        await File.WriteAllTextAsync(deployment.Settings, $$"""
            {
              "ConnectionStrings": { "Default": "Host=localhost;Password={{Password}}" },
              "PartitionKeeper": {
                "Schedul": "0 2 1 * *",
                "Tables": [
                  { "Table": "public.calls", "Retention": { "Keep": "30" } },
                  { "Table": "public.turns", "Database": "Defalt" }
                ]
              }
            }
            """);

        var validate = (await deployment.RunAsync("config", "validate")).With(2);
        var json = (await deployment.RunAsync("config", "validate", "--output", "json")).With(2).Json;
        var plan = (await deployment.RunAsync("plan")).With(2);

        var lines = validate.Error.Split('\n');
        Assert.Equal("", validate.Output);
        Assert.Equal(3, lines.Length);
        Assert.Contains("did you mean \"Schedule\"?", lines[0]);
        Assert.StartsWith("PartitionKeeper:Schedul (appsettings.json:4)", lines[0]);
        Assert.StartsWith("PartitionKeeper:Tables:0:Retention:Keep = \"30\" (appsettings.json:6)", lines[1]);
        Assert.Contains("did you mean \"Default\"?", lines[2]);
        Assert.Equal(validate.Error, plan.Error);
        Assert.False(json.GetProperty("valid").GetBoolean());
        Assert.Equal(3, json.GetProperty("errors").GetArrayLength());
        Assert.DoesNotContain(Password, validate.Error + json);
    }

    [Fact]
    public async Task A_right_configuration_is_called_valid_without_a_database()
    {
        await using var deployment = Deployment.WithoutDatabase("""{ "Table": "public.calls" }""");

        var validate = (await deployment.RunAsync("config", "validate", "--ConnectionStrings:Default=Host=nowhere.invalid")).With(0);

        Assert.Contains("is valid: 1 policy for 1 database", validate.Output);
        Assert.Equal("", validate.Error);
    }

    [Fact]
    public async Task Show_has_every_value_with_its_source_and_no_password()
    {
        await using var deployment = Deployment.WithoutDatabase();
        var settings = Deployment.SettingsFor($"Host=localhost;Username=app;Password={Password}", """{ "Table": "public.calls" }""");
        deployment.Write(settings);
        await using var run = ProcessRun.StartPartitionKeeper(
            ["config", "show", "--config", deployment.Settings, "--PartitionKeeper:Schedule=@daily"],
            new Dictionary<string, string?> { ["PartitionKeeper__Reconcile"] = "2 hours" });

        var show = (await Ended.OfAsync(run)).With(0);

        var lines = show.Output.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("PartitionKeeper:Schedule", StringComparison.Ordinal) && line.Contains("@daily") && line.Contains("command line"));
        Assert.Contains(lines, line => line.StartsWith("PartitionKeeper:Reconcile", StringComparison.Ordinal) && line.Contains("2 hours") && line.Contains("PartitionKeeper__Reconcile"));
        Assert.Contains(lines, line => line.StartsWith("PartitionKeeper:TimeZone", StringComparison.Ordinal) && line.Contains("UTC") && line.Contains("default"));
        Assert.Contains(lines, line => line.StartsWith("ConnectionStrings:Default", StringComparison.Ordinal) && line.Contains("Username=app") && line.Contains("***"));
        Assert.DoesNotContain(Password, show.Output + show.Error);
    }

    [Fact]
    public async Task The_schema_is_the_committed_one()
    {
        var schema = (await Ended.RunAsync(["config", "schema"])).With(0);

        Assert.Equal((await File.ReadAllTextAsync(Repository.PathOf("appsettings.schema.json"))).TrimEnd(), schema.Output.TrimEnd());
        Assert.NotNull(JsonNode.Parse(schema.Output));
    }

    [Fact]
    public async Task The_environment_and_the_command_line_reach_the_run()
    {
        await using var deployment = await Deployment.CreateAsync(server, Monthly.Table("public.calls", 0, 3), """{ "Table": "public.calls" }""");

        (await deployment.RunAsync("plan")).With(0);
        var further = (await deployment.RunAsync("plan", "--PartitionKeeper:Tables:0:Premake=4")).With(3);

        Assert.Contains(Monthly.Name("calls", 4), further.Output);
    }
}
