using System.Text.RegularExpressions;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Scheduling;
using PartitionKeeper.Status;
using PartitionKeeper.UnitTests.Configuration;
using PartitionKeeper.UnitTests.Fixtures;
using PartitionKeeper.UnitTests.Maintenance;
using PartitionKeeper.UnitTests.Planning;

namespace PartitionKeeper.UnitTests.Status;

public sealed partial class PrometheusTextTests : IDisposable
{
    readonly ManualTimeProvider _time = new(PlannerScenario.Utc(Reports.Now));
    readonly StatusBoard _board;
    readonly KeeperMetrics _metrics;
    readonly PrometheusText _text;

    public PrometheusTextTests()
    {
        _board = new StatusBoard(() => [], _time);
        _metrics = new KeeperMetrics(_board);
        _text = new PrometheusText(_metrics.Meter);
    }

    [Fact]
    public void Tells_what_happened_and_how_things_stand()
    {
        Publish(Reports.Of(MaintenanceStatus.Failed, Reports.Plan, Reports.Mixed));

        Golden.AssertEqual("metrics.txt", _text.Write());
    }

    [Fact]
    public void Every_line_is_one_that_Prometheus_reads()
    {
        Publish(Reports.Of(MaintenanceStatus.Failed, Reports.Plan, Reports.Mixed));

        Assert.All(_text.Write().TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
    }

    [Fact]
    public void A_table_that_is_no_longer_kept_is_no_longer_reported()
    {
        Publish(Reports.Of(MaintenanceStatus.NothingToDo, Reports.Plan with { Steps = [] }));
        Assert.Contains("partitionkeeper_table_partitions{database=\"Default\",table=\"public.call_turns\"} 15\n", _text.Write());

        Publish(Reports.Of(MaintenanceStatus.NothingToDo, Reports.Plan with { Steps = [], Tables = [] }));
        Assert.DoesNotContain("partitionkeeper_table_partitions{", _text.Write());
    }

    [Fact]
    public void Labels_are_escaped()
    {
        var table = Reports.Plan.Tables[0] with { Table = new TableName("public", "a\"b\\c\nd") };

        Publish(Reports.Of(MaintenanceStatus.NothingToDo, Reports.Plan with { Steps = [], Tables = [table] }));

        Assert.Contains("""table="public.\"a\"\"b\\c\nd\"" """.TrimEnd(), _text.Write());
    }

    [Fact]
    public void Partitions_are_no_labels()
    {
        Publish(Reports.Of(MaintenanceStatus.Done, Reports.Plan, [.. Reports.Plan.Steps.Select(Reports.Done)]));

        Assert.DoesNotContain("call_turns_2", _text.Write());
    }

    public void Dispose()
    {
        _text.Dispose();
        _metrics.Dispose();
    }

    void Publish(MaintenanceReport report)
    {
        var agenda = new WorkerAgenda(SettingsText.Valid(SettingsText.With("\"Schedule\": \"0 2 1 * *\"")), new Random(1));
        agenda.StartOver(_time.GetUtcNow(), kind: null);
        agenda.TakeDue(_time.GetUtcNow());
        agenda.Note([report], _time.GetUtcNow());
        _metrics.Record(report);
        _board.Publish(agenda, [report]);
    }

    [GeneratedRegex("""^(# HELP [a-z_]+ .+|# TYPE [a-z_]+ (counter|gauge|histogram)|[a-z_]+(\{[a-z_]+="([^"\\]|\\.)*"(,[a-z_]+="([^"\\]|\\.)*")*\})? [-0-9.E+]+)$""")]
    private static partial Regex Line();
}
