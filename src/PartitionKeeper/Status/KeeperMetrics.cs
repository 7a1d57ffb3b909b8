using System.Diagnostics.Metrics;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Status;

/// <summary>The instruments of the meter "PartitionKeeper": what happened is recorded from reports, how things stand is observed on the status board. Labels go down to the table, never to the partition.</summary>
sealed class KeeperMetrics : IDisposable
{
    public const string MeterName = "PartitionKeeper";

    readonly Meter _meter;
    readonly Counter<long> _runs;
    readonly Histogram<double> _runDuration;
    readonly Counter<long> _steps;
    readonly Counter<double> _lockWait;

    public KeeperMetrics(StatusBoard board)
    {
        _meter = new Meter(new MeterOptions(MeterName) { Version = typeof(KeeperMetrics).Assembly.GetName().Version?.ToString(3), Scope = this });
        _runs = _meter.CreateCounter<long>("partitionkeeper.runs", description: "Runs that ended, by outcome.");
        _runDuration = _meter.CreateHistogram("partitionkeeper.run.duration", "s", "Time from start to end of a run.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900] });
        _steps = _meter.CreateCounter<long>("partitionkeeper.steps", description: "Steps of plans, by action and outcome.");
        _lockWait = _meter.CreateCounter<double>("partitionkeeper.lock.wait", "s", "Time spent waiting for locks, all attempts together.");

        foreach (var gauge in KeeperGauges.All)
            _meter.CreateObservableGauge(gauge.Name, () => gauge.Observe(board.Current), gauge.Unit, gauge.Description);
    }

    public Meter Meter => _meter;

    public void Record(MaintenanceReport report)
    {
        KeyValuePair<string, object?>[] run =
            [new("database", report.Database), new("kind", StepWords.Kind(report.Kind)), new("outcome", StepWords.Status(report.Status))];
        _runs.Add(1, run);
        _runDuration.Record(report.Elapsed.TotalSeconds, run);

        foreach (var outcome in report.Outcomes)
            Record(report.Database, outcome);
    }

    public void Dispose() => _meter.Dispose();

    void Record(string database, StepOutcome outcome)
    {
        KeyValuePair<string, object?> db = new("database", database), table = new("table", outcome.Step.Table.ToString());
        _steps.Add(1, db, table, new("action", StepWords.Verb(outcome.Step)), new("outcome", StepWords.Outcome(outcome)));

        var wait = outcome switch
        {
            StepOutcome.Done done => done.LockWait,
            StepOutcome.LockNotAvailable missed => missed.LockWait,
            _ => (TimeSpan?)null,
        };
        if (wait is { } waited)
            _lockWait.Add(waited.TotalSeconds, db, table);
    }
}
