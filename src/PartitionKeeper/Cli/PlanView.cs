using PartitionKeeper.Cli.Text;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using Spectre.Console;

namespace PartitionKeeper.Cli;

/// <summary>Plans as text.</summary>
sealed class PlanView(IAnsiConsole console, SafetySettings safety)
{
    readonly Page _page = new(console);

    /// <param name="applyWith">The command that carries the plans out; null: they cannot be (a made-up time).</param>
    public void Write(IReadOnlyList<DatabaseReading> readings, string? applyWith)
    {
        foreach (var reading in readings)
            Write(reading);

        var plans = readings.Select(reading => reading.Plan).OfType<MaintenancePlan>().ToList();
        var steps = plans.SelectMany(plan => plan.Steps).ToList();

        _page.Wrapped(new Cell(steps.Count == 0
            ? plans.Count == 0 ? "No plan could be made." : $"Nothing to do for {Words.Count(plans.Sum(plan => plan.Tables.Length), "table")}."
            : $"{PlanSummary.Of(steps)}{(applyWith is null ? "" : $"; apply with: {applyWith}")}", Styles.Heading), indent: 0);
    }

    void Write(DatabaseReading reading)
    {
        if (reading.Plan is not { } plan || reading.Catalog is not { } catalog)
        {
            _page.Line(new Cell(reading.Database, Styles.Heading), " ", new Cell("not read", Styles.Bad));
            _page.Wrapped(reading.Error ?? "", indent: 2);
            _page.Blank();
            return;
        }

        _page.Line(new Cell(reading.Database, Styles.Heading),
            $"  {StepWords.Kind(plan.Kind)} run as of {Words.Moment(plan.AsOf)}, PostgreSQL {Words.ServerVersion(catalog.ServerVersion)}{(reading.IsStandby ? ", hot standby" : "")}");
        _page.Blank();

        foreach (var steps in plan.Steps.GroupBy(step => step.Table).OrderBy(steps => steps.Key))
            Write(steps.Key, [.. steps], plan, catalog);

        if (plan.Findings.IsEmpty)
            return;

        FindingLines.Write(_page, plan.Findings);
        _page.Blank();
    }

    void Write(TableName table, IReadOnlyList<PlanStep> steps, MaintenancePlan plan, DatabaseCatalog catalog)
    {
        var outlook = plan.Tables.FirstOrDefault(outlook => outlook.Table == table);
        var sizes = PartitionSizes.Of(catalog, table);
        var rows = new TextTable(indent: 2);

        foreach (var step in steps)
        {
            rows.Add(
            [
                new Cell($"{(step is PlanStep.DetachPartition or PlanStep.DropDetachedTable ? "-" : "+")} {StepWords.Verb(step)}", Styles.Of(step)),
                Words.Partition(step),
                Words.Range(step.Range),
                new Cell(sizes.Of(step), right: true),
            ], new Cell(step.Reason, Styles.Quiet));
        }

        _page.Line(new Cell(table.ToString(), Styles.Heading), outlook is null ? "" : new Cell($"  {Describe(outlook)}", Styles.Quiet));
        rows.Write(_page);
        WriteLocks(steps, outlook?.HasDefaultPartition ?? false);
        _page.Blank();
    }

    void WriteLocks(IReadOnlyList<PlanStep> steps, bool hasDefaultPartition)
    {
        var phrases = steps.GroupBy(step => (Verb: StepWords.Verb(step), Locks: LockWords.For(step, hasDefaultPartition))).Select(same => $"{same.Key.Verb}: {same.Key.Locks}");
        _page.Wrapped(new Cell($"{string.Join("; ", phrases)}. No wait for a lock is longer than {Words.Elapsed(safety.LockTimeout.Value)}.", Styles.Quiet), indent: 8, first: new Cell("  locks", Styles.Quiet));
    }

    static string Describe(TableOutlook outlook) =>
        $"{outlook.Interval}, {outlook.Premake} ahead; {Words.Count(outlook.Partitions, "partition")}, "
        + (outlook.CoveredUntil is { } until ? $"covered until {Words.Time(until)}" : "now is not covered");
}
