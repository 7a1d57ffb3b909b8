using System.Collections.Immutable;
using PartitionKeeper.Cli;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using PartitionKeeper.Status;
using PartitionKeeper.UnitTests.Configuration;
using PartitionKeeper.UnitTests.Fixtures;
using PartitionKeeper.UnitTests.Maintenance;
using PartitionKeeper.UnitTests.Planning;
using Spectre.Console;

namespace PartitionKeeper.UnitTests.Cli;

public sealed class ViewTests
{
    static readonly KeeperSettings Settings = SettingsText.Valid(SettingsText.With("\"Schedule\": \"0 2 1 * *\"")) with { Policies = [Reports.Policy] };

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void A_plan_reads_well(int width) =>
        AssertGolden("plan", width, console => new PlanView(console, SafetySettings.Default).Write([Reports.Reading, Unread], "./partition-keeper apply"));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void A_report_reads_well(int width) =>
        AssertGolden("report", width, console => new ReportView(console).Write([Reports.Of(MaintenanceStatus.Failed, Reports.Plan, Reports.Mixed)]));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void A_status_reads_well(int width) =>
        AssertGolden("status", width, console => new StatusView(console, Settings).Write([Reports.Reading, Unread], withPartitions: true));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void A_check_reads_well(int width) =>
        AssertGolden("check", width, console => new CheckView(console).Write([HealthCheck.Examine(Reports.Reading, Settings), HealthCheck.Examine(Unread, Settings)]));

    [Fact]
    public void An_empty_plan_is_one_sentence()
    {
        var text = Render(80, console => new PlanView(console, SafetySettings.Default).Write([Reports.Reading with { Plan = Reports.Plan with { Steps = [], Findings = [] } }], "./partition-keeper apply"));

        Assert.EndsWith("\nNothing to do for 1 table.\n", text);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void Hostile_names_are_shown_whole_and_as_they_are(int width)
    {
        var name = "[red]" + new string('x', 50) + "[/] \e[31m\n";
        var partition = new TableName("public", name);
        var step = Assert.IsType<PlanStep.CreatePartition>(Reports.Plan.Steps[0]);
        var plan = Reports.Plan with { Steps = [new PlanStep.CreatePartition(step.Table, partition, step.Bound, step.Range, "because")] };

        var text = Render(width, console => new PlanView(console, SafetySettings.Default).Write([Reports.Reading with { Plan = plan }], null));
        var unwrapped = string.Concat(text.Split('\n').Select(line => line.Trim()));

        Assert.Contains("[red]" + new string('x', 50) + "[/]", unwrapped);
        Assert.DoesNotContain('\e', text);
        Assert.Contains(@"\x1b[31m\n", unwrapped);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal()
    {
        foreach (var width in new[] { 60, 80, 100, 120, 200 })
            Assert.All(
                Render(width, console => new PlanView(console, SafetySettings.Default).Write([Reports.Reading], "./partition-keeper apply")).Split('\n'),
                line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Colours_are_for_terminals()
    {
        var (plain, coloured) = (new StringWriter(), new StringWriter());

        new CheckView(Terminal.Create(plain, colours: false, 80)).Write([HealthCheck.Examine(Reports.Reading, Settings)]);
        new CheckView(Terminal.Create(coloured, colours: true, 80)).Write([HealthCheck.Examine(Reports.Reading, Settings)]);

        Assert.DoesNotContain('\e', plain.ToString());
        Assert.Contains("\e[", coloured.ToString());
    }

    static DatabaseReading Unread { get; } = new("Archive", Reports.Reading.AsOf, null, null, Error: "Archive cannot be reached: connection refused by db:5432. Is the server running?");

    static void AssertGolden(string name, int width, Action<IAnsiConsole> write) => Golden.AssertEqual($"view_{name}_{width}.txt", Render(width, write));

    static string Render(int width, Action<IAnsiConsole> write)
    {
        var text = new StringWriter();
        write(Terminal.Create(text, colours: false, width));
        return text.ToString();
    }
}
