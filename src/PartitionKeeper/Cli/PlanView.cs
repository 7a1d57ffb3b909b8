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

        WriteSummary(steps, plans, applyWith);
    }

    void WriteSummary(List<PlanStep> steps, List<MaintenancePlan> plans, string? applyWith)
    {
        var summary = steps.Count > 0 ? PlanSummary.Of(steps)
            : plans.Count == 0 ? "No plan could be made."
            : $"Nothing to do for {Words.Count(plans.Sum(plan => plan.Tables.Length), "table")}.";
        var command = steps.Count == 0 || applyWith is null ? "" : $"apply with: {applyWith}";

        // A command that goes over two lines is hard to copy.
        if (command.Length > 0 && Cell.WidthOf(summary) + 2 + Cell.WidthOf(command) <= _page.Width)
            (summary, command) = ($"{summary}; {command}", "");

        _page.Line(new Cell(summary, Styles.Heading));
        if (command.Length > 0)
            _page.Line(new Cell(command, Styles.Heading));
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

        WriteLocks(plan);

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

        PlanStep? before = null;

        foreach (var step in steps)
        {
            // What is detached and dropped in one run is so for one reason.
            var note = before?.Partition == step.Partition && before.Reason == step.Reason ? null : new Cell(step.Reason, Styles.Quiet);
            before = step;
            rows.Add(
            [
                new Cell($"{(step is PlanStep.DetachPartition or PlanStep.DropDetachedTable ? "-" : "+")} {StepWords.Verb(step)}", Styles.Of(step)),
                Words.Partition(step),
                Words.Range(step.Range),
                new Cell(sizes.Of(step), right: true),
            ], note);
        }

        _page.Line(new Cell(table.ToString(), Styles.Heading), outlook is null ? "" : new Cell($"  {Describe(outlook)}", Styles.Quiet));
        rows.Write(_page);
        _page.Blank();
    }

    void WriteLocks(MaintenancePlan plan)
    {
        if (plan.IsEmpty)
            return;

        var defaults = plan.Tables.Where(outlook => outlook.HasDefaultPartition).Select(outlook => outlook.Table).ToHashSet();
        var rows = new TextTable(indent: 2);
        foreach (var (verb, locks) in plan.Steps.Select(step => (StepWords.Verb(step), LockWords.For(step, defaults.Contains(step.Table)))).Distinct())
            rows.Add([new Cell(verb, Styles.Quiet)], new Cell(locks, Styles.Quiet));

        _page.Line(new Cell($"Locks, none waited for longer than {Words.Elapsed(safety.LockTimeout.Value)} at a time", Styles.Quiet));
        rows.Write(_page);
        _page.Blank();
    }

    static string Describe(TableOutlook outlook) =>
        $"{outlook.Interval}, {outlook.Premake} ahead; {Words.Count(outlook.Partitions, "partition")}, "
        + (outlook.CoveredUntil is { } until ? $"covered until {Words.Time(until)}" : "now is not covered");
}
