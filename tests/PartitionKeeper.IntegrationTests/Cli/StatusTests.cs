using System.Text.RegularExpressions;
using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

public sealed partial class StatusTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls" }""";
    const string Turns = """{ "Table": "public.turns", "Retention": { "Keep": "2 months" } }""";

    [Fact]
    public async Task Tables_partitions_runway_and_runs_are_shown()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -1, 3) + Table("public.turns", -3, 2), Calls, Turns);
        var before = (await deployment.RunAsync("status", "--output", "json")).With(0).Json;
        (await deployment.RunAsync("apply")).With(0);

        var text = (await deployment.RunAsync("status")).With(0);
        var json = (await deployment.RunAsync("status", "--output", "json")).With(0).Json;

        Assert.Contains("public.calls", text.Output);
        Assert.Contains("public.turns", text.Output);
        Assert.DoesNotContain('\e', text.Output);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, before.GetProperty("lastFullRunAt").ValueKind);
        Assert.Equal("Default", json.GetProperty("database").GetString());
        Assert.InRange(json.GetProperty("lastFullRunAt").GetDateTime(), before.GetProperty("asOf").GetDateTime(), json.GetProperty("asOf").GetDateTime());
        Assert.InRange(json.GetProperty("nextFullRun").GetDateTime(), json.GetProperty("asOf").GetDateTime(), json.GetProperty("asOf").GetDateTime().AddDays(31));
        Assert.Empty(json.GetProperty("findings").EnumerateArray());

        var turns = Assert.Single(json.GetProperty("tables").EnumerateArray(), table => table.GetProperty("table").GetString() == "public.turns");
        Assert.Equal(6, turns.GetProperty("partitions").GetInt32());
        Assert.Equal(3, turns.GetProperty("runwayIntervals").GetInt32());
        Assert.Equal(Start(4), turns.GetProperty("coveredUntil").GetString());
        Assert.True(turns.GetProperty("bytes").GetInt64() > 0);
        Assert.Equal(
            Names("turns", -2, 3).Select(name => $"public.{name}"),
            turns.GetProperty("partitionList").EnumerateArray().Select(partition => partition.GetProperty("partition").GetString()));
    }

    [Fact]
    public async Task A_chosen_table_is_shown_with_each_partition()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -1, 3) + Table("public.turns", -2, 3), Calls, Turns);

        var status = (await deployment.RunAsync("status", "--table", "public.calls")).With(0);

        Assert.All(Names("calls", -1, 3), name => Assert.Contains(name, status.Output));
        Assert.DoesNotContain("turns", status.Output);
    }

    [Fact]
    public async Task It_fits_into_80_columns_of_a_terminal_and_has_colours_there_unless_they_are_not_wanted()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -1, 0), Calls);

        var colourful = await InTerminalAsync(deployment, "TERM=xterm");
        var plain = await InTerminalAsync(deployment, "TERM=xterm NO_COLOR=1");

        Assert.Matches(Colour(), colourful.Output);
        Assert.DoesNotMatch(Colour(), plain.Output);
        Assert.All(KeypadMode().Replace(plain.Output, "").Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 80, line));
    }

    /// <summary>util-linux's script gives the program a terminal of its own.</summary>
    static async Task<Ended> InTerminalAsync(Deployment deployment, string environment)
    {
        await using var run = ProcessRun.Start(
            "script",
            ["--quiet", "--return", "--command", $"stty cols 80; env -u NO_COLOR {environment} dotnet '{BuiltProgram.Path}' status --config '{deployment.Settings}'", "/dev/null"]);
        return (await Ended.OfAsync(run)).With(0);
    }

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();

    /// <summary>.NET puts every terminal's keypad into application mode.</summary>
    [GeneratedRegex(@"\e\[\?1h\e=")]
    private static partial Regex KeypadMode();
}
