using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Status;

/// <summary>A figure that is read off the status board when someone asks.</summary>
sealed record KeeperGauge(string Name, string? Unit, string Description, Func<StatusSnapshot, IEnumerable<Measurement<double>>> Observe);

static class KeeperGauges
{
    public static ImmutableArray<KeeperGauge> All { get; } =
    [
        OfTable("partitionkeeper.table.partitions", null, "Partitions of the table.", table => table.Partitions),
        OfTable("partitionkeeper.table.runway", null, "Whole intervals after the current one that have partitions; -1 when not even now has one.", table => table.RunwayIntervals),
        OfTable("partitionkeeper.table.covered_until.timestamp", "s", "Up to when rows find a partition, as Unix time; 0 when not even now does.",
            table => table.CoveredUntil is { } until ? until.ToUnixTimeSeconds() : 0),
        OfTable("partitionkeeper.table.due", null, "Partitions that are past retention and still attached.", table => table.Due),
        OfTable("partitionkeeper.table.detach_pending", null, "Partitions with an unfinished detach: their rows are invisible.", table => table.DetachPending),
        new("partitionkeeper.findings", null, "What the last plan found and could not put right, by severity.", snapshot => snapshot.Databases.SelectMany(Findings)),
        OfDatabase("partitionkeeper.database.up", null, "1 when the last run reached the database.", status =>
            status.LastReport is { } last ? last.Status == MaintenanceStatus.Unavailable ? 0 : 1 : null),
        OfDatabase("partitionkeeper.run.last.timestamp", "s", "When the last run that read the catalog was made, as Unix time.", status => status.LastGood?.AsOf.ToUnixTimeSeconds()),
        OfDatabase("partitionkeeper.run.last_full.timestamp", "s", "When the last full run finished, by the history in the database, as Unix time.", status => status.LastGood?.LastFullRunAt?.ToUnixTimeSeconds()),
        OfDatabase("partitionkeeper.run.next.timestamp", "s", "When the next run is due, as Unix time.", status => status.NextRun?.ToUnixTimeSeconds()),
        new("partitionkeeper.configuration.ok", null, "1 when the configuration in force is the one in the file; 0 when an edit was rejected.",
            snapshot => [new Measurement<double>(snapshot.ConfigurationErrors.IsEmpty ? 1 : 0)]),
    ];

    static KeeperGauge OfTable(string name, string? unit, string description, Func<TableOutlook, double> value) => new(name, unit, description, snapshot =>
        from status in snapshot.Databases
        from table in status.Tables
        select new Measurement<double>(value(table), new("database", status.Database), new KeyValuePair<string, object?>("table", table.Table.ToString())));

    static KeeperGauge OfDatabase(string name, string? unit, string description, Func<DatabaseStatus, double?> value) => new(name, unit, description, snapshot =>
        from status in snapshot.Databases
        let figure = value(status)
        where figure is not null
        select new Measurement<double>(figure.Value, new KeyValuePair<string, object?>("database", status.Database)));

    /// <summary>Every severity, zeros included, so that an alarm sees it go.</summary>
    static IEnumerable<Measurement<double>> Findings(DatabaseStatus status) =>
        from severity in Enum.GetValues<Severity>()
        select new Measurement<double>(
            status.Findings.Count(finding => finding.Severity == severity),
            new("database", status.Database), new KeyValuePair<string, object?>("severity", StepWords.Severity(severity)));
}
