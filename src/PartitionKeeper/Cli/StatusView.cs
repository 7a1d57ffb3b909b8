using PartitionKeeper.Cli.Text;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using Spectre.Console;

namespace PartitionKeeper.Cli;

/// <summary>How the tables stand, as text.</summary>
sealed class StatusView(IAnsiConsole console, KeeperSettings settings)
{
    readonly Page _page = new(console);

    /// <param name="withPartitions">Also each partition.</param>
    public void Write(IReadOnlyList<DatabaseReading> readings, bool withPartitions)
    {
        foreach (var reading in readings)
        {
            if (reading != readings[0])
                _page.Blank();
            Write(reading, withPartitions);
        }
    }

    void Write(DatabaseReading reading, bool withPartitions)
    {
        if (reading.Plan is not { } plan || reading.Catalog is not { } catalog)
        {
            _page.Line(new Cell(reading.Database, Styles.Heading), " ", new Cell("not read", Styles.Bad));
            _page.Wrapped(reading.Error ?? "", indent: 2);
            return;
        }

        _page.Line(new Cell(reading.Database, Styles.Heading), $"  PostgreSQL {Words.ServerVersion(catalog.ServerVersion)}{(reading.IsStandby ? ", hot standby" : "")}");
        WriteRuns(catalog, plan.AsOf);
        _page.Blank();
        WriteTables(plan, catalog);

        if (withPartitions)
            foreach (var outlook in plan.Tables)
                WritePartitions(outlook, catalog);

        WriteFindings(plan);
    }

    void WriteRuns(DatabaseCatalog catalog, DateTimeOffset now)
    {
        var retains = settings.PoliciesFor(catalog.Database).Any(policy => policy.Retention is not null);
        var last = catalog.LastRunAt is { } at ? $"{Words.Moment(at)}{(catalog.LastRunFailed ? ", failed" : "")}" : retains ? "none recorded yet" : "not recorded (no policy has a retention)";
        var full = catalog.LastFullRunAt is { } fullAt && fullAt != catalog.LastRunAt ? $", full {Words.Moment(fullAt)}" : "";

        _page.Wrapped($"{last}{full}", indent: 13, first: new Cell("  last run", Styles.Quiet));
        _page.Wrapped($"{(settings.Schedule.Next(now) is { } next ? Words.Moment(next) : "never")}, full; schedule {settings.Schedule.Expression} in {settings.Schedule.Zone.Id}", indent: 13, first: new Cell("  next run", Styles.Quiet));
    }

    void WriteTables(MaintenancePlan plan, DatabaseCatalog catalog)
    {
        var rows = new TextTable(indent: 2, head: 1);
        rows.Add([Head("Table"), Head("Interval"), Head("Partitions", right: true), Head("Size", right: true), Head("Until"), Head("Ahead", right: true), Head("Due", right: true)]);

        foreach (var outlook in plan.Tables)
        {
            var ahead = outlook.RunwayIntervals < 0 ? "none" : $"{outlook.RunwayIntervals}";
            rows.Add(
            [
                outlook.Table.ToString(),
                outlook.Interval.ToString(),
                new Cell($"{outlook.Partitions}", right: true),
                new Cell(Size(outlook, catalog), right: true),
                outlook.CoveredUntil is { } until ? new Cell(Words.Time(until)) : new Cell("not covered", Styles.Bad),
                new Cell(ahead, outlook.RunwayIntervals < outlook.Premake ? Styles.Caution : Styles.Good, right: true),
                new Cell($"{outlook.Due}", outlook.Due > 0 ? Styles.Caution : Styles.Quiet, right: true),
            ]);
        }

        rows.Write(_page);
    }

    void WritePartitions(TableOutlook outlook, DatabaseCatalog catalog)
    {
        if (catalog.Tables.FirstOrDefault(table => table.Name == outlook.Table) is not { } table)
            return;

        _page.Blank();
        _page.Line(new Cell(outlook.Table.ToString(), Styles.Heading), new Cell(outlook.NextDue is { } due ? $"  next partition due {Words.Time(due)}" : "  kept for ever", Styles.Quiet));

        var rows = new TextTable(indent: 2);
        foreach (var (partition, range) in PartitionRanges.Of(table))
            rows.Add(
            [
                Words.Partition(table.Name, partition.Name),
                range,
                new Cell(partition.Bytes is { } bytes ? Words.Bytes(bytes) : "", right: true),
                new Cell(Words.Rows(partition.RowEstimate), Styles.Quiet, right: true),
                partition.DetachPending ? new Cell("detach pending", Styles.Bad) : "",
            ]);
        rows.Write(_page);
    }

    void WriteFindings(MaintenancePlan plan)
    {
        if (plan.Findings.IsEmpty)
            return;

        _page.Blank();
        FindingLines.Write(_page, plan.Findings);
    }

    static string Size(TableOutlook outlook, DatabaseCatalog catalog) =>
        catalog.Tables.FirstOrDefault(table => table.Name == outlook.Table) is { } table && table.Partitions.Any(partition => partition.Bytes is not null)
            ? Words.Bytes(table.Partitions.Sum(partition => partition.Bytes ?? 0))
            : "";

    static Cell Head(string text, bool right = false) => new(text, Styles.Quiet, right);
}
