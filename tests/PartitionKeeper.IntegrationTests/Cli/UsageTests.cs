using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

/// <summary>What people mistype, misconfigure or cannot help: one clear line, the right exit code, no stack trace, no password.</summary>
public sealed class UsageTests(PostgresServer server)
{
    const string Password = "correct-horse-battery";

    [Theory]
    [InlineData("aply", "did you mean \"apply\"?")]
    [InlineData("plan --tabel public.calls", "did you mean \"--table\"?")]
    [InlineData("plan --output yaml", "text, json, sql")]
    [InlineData("plan --as-of yesterday", "write 2027-01-31")]
    [InlineData("plan --table calls", "write public.calls")]
    [InlineData("apply --approve-retire none", "whole number")]
    [InlineData("apply --plan saved.json --table public.calls", "leave out --table")]
    [InlineData("config", "validate, show, schema")]
    public async Task A_wrong_command_line_exits_with_64_and_says_what_would_be_right(string arguments, string hint)
    {
        var ended = (await Ended.RunAsync(arguments.Split(' '))).With(64);

        Assert.Equal("", ended.Output);
        Assert.Contains(hint, ended.Error);
        Assert.Single(ended.Error.Split('\n'));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("apply")]
    [InlineData("check")]
    [InlineData("status")]
    public async Task A_database_that_cannot_be_reached_is_told_in_one_line_without_the_password(string verb)
    {
        await using var deployment = Deployment.WithoutDatabase("""{ "Table": "public.calls" }""");
        var nowhere = $"Host=127.0.0.1;Port={FreePort.Find()};Database=app;Username=app;Password={Password}";

        var text = (await deployment.RunAsync(verb, $"--ConnectionStrings:Default={nowhere}")).With(1);
        var json = (await deployment.RunAsync(verb, "--output", "json", $"--ConnectionStrings:Default={nowhere}")).With(1);

        Assert.Single(text.Output.Split('\n'), line => line.Contains("nothing listens there", StringComparison.Ordinal));
        Assert.Contains("nothing listens there", json.Json.GetProperty("error").GetString());
        foreach (var ended in new[] { text, json })
        {
            Assert.DoesNotContain("   at ", ended.Output + ended.Error);
            Assert.DoesNotContain("Exception", ended.Output + ended.Error);
            Assert.DoesNotContain(Password, ended.Output + ended.Error);
        }
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named()
    {
        await using var deployment = Deployment.WithoutDatabase("""{ "Table": "public.calls" }""");

        var ended = (await deployment.RunAsync("apply", $"--ConnectionStrings:Default={server.ConnectionString};Database=not_there;Password={Password}")).With(1);

        Assert.Contains("there is no such database", ended.Output);
        Assert.Contains("not_there", ended.Output);
        Assert.DoesNotContain(Password, ended.Output + ended.Error);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("run")]
    [InlineData("config validate")]
    public async Task A_configuration_that_is_not_JSON_exits_with_2_and_says_where(string verb)
    {
        await using var deployment = Deployment.WithoutDatabase();
        await File.WriteAllTextAsync(deployment.Settings, "{\n  \"PartitionKeeper\": {,\n}\n");

        var ended = (await deployment.RunAsync(verb.Split(' '))).With(2);

        Assert.Equal("", ended.Output);
        Assert.Contains("appsettings.json: line 2, column 23", Assert.Single(ended.Error.Split('\n')));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("run")]
    [InlineData("config show")]
    public async Task A_configuration_that_is_not_there_exits_with_2(string verb)
    {
        await using var deployment = Deployment.WithoutDatabase();

        var ended = (await deployment.RunAsync([.. verb.Split(' '), "--config", "missing.json"])).With(2);

        Assert.Equal("", ended.Output);
        Assert.Contains("there is no such file", Assert.Single(ended.Error.Split('\n')));
    }

    [Fact]
    public async Task Help_and_version_need_no_configuration()
    {
        var help = (await Ended.RunAsync(["--help"], Path.GetTempPath())).With(0);
        var version = (await Ended.RunAsync(["--version"], Path.GetTempPath())).With(0);

        Assert.All(new[] { "run", "plan", "apply", "check", "status", "config", "demo", "--config" }, word => Assert.Contains(word, help.Output));
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
    }

    [Fact]
    public async Task An_unknown_database_is_wrong_usage_with_the_nearest_name()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 3), """{ "Table": "public.calls" }""");

        var wrong = (await deployment.RunAsync("plan", "--database", "Defualt")).With(64);
        (await deployment.RunAsync("plan", "--database", "default")).With(0);

        Assert.Contains("did you mean \"Default\"?", wrong.Error);
    }
}
