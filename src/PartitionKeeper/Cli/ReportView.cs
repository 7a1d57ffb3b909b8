using System.Diagnostics;
using PartitionKeeper.Cli.Text;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using Spectre.Console;

namespace PartitionKeeper.Cli;

/// <summary>The result of <c>apply</c> as text.</summary>
sealed class ReportView(IAnsiConsole console)
{
    readonly Page _page = new(console);

    public void Write(IReadOnlyList<MaintenanceReport> reports)
    {
        foreach (var report in reports)
            Write(report);
    }

    void Write(MaintenanceReport report)
    {
        foreach (var outcomes in report.Outcomes.GroupBy(outcome => outcome.Step.Table).OrderBy(outcomes => outcomes.Key))
        {
            _page.Line(new Cell(outcomes.Key.ToString(), Styles.Heading));
            var rows = new TextTable(indent: 2);
            foreach (var outcome in outcomes)
                rows.Add([new Cell(Word(outcome), Styles.Of(outcome)), StepWords.Verb(outcome.Step), Words.Partition(outcome.Step), Words.Range(outcome.Step.Range), .. Figures(outcome)], Note(outcome));
            rows.Write(_page);
            _page.Blank();
        }

        if (!report.Findings.IsEmpty)
        {
            FindingLines.Write(_page, report.Findings);
            _page.Blank();
        }

        _page.Wrapped(new Cell($"{report.Database}: {Summary(report)}", StyleOf(report.Status)), indent: 0);
    }

    static string Word(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => "done",
        StepOutcome.AlreadyDone => "was done",
        StepOutcome.LockNotAvailable => "no lock",
        StepOutcome.Failed => "failed",
        StepOutcome.Skipped => "skipped",
        _ => throw new UnreachableException(),
    };

    static Cell[] Figures(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done done => [new Cell(done.Bytes is { } bytes ? Words.Bytes(bytes) : "", right: true), new Cell(Words.Elapsed(done.Elapsed), right: true)],
        StepOutcome.LockNotAvailable missed => ["", new Cell(Words.Elapsed(missed.Elapsed), right: true)],
        StepOutcome.Failed failed => ["", new Cell(Words.Elapsed(failed.Elapsed), right: true)],
        _ => ["", ""],
    };

    static Cell? Note(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done { Rows: { } rows, Step: PlanStep.DrainDefault } => $"{Words.Count((int)Math.Min(rows, int.MaxValue), "row")} moved",
        StepOutcome.Done => null,
        StepOutcome.AlreadyDone already => already.Why,
        StepOutcome.LockNotAvailable missed => new Cell(Blocked(missed), Styles.Caution),
        StepOutcome.Failed failed => new Cell($"{failed.Message} (SQLSTATE {failed.SqlState}) → {failed.Remedy}", Styles.Bad),
        StepOutcome.Skipped skipped => new Cell(skipped.Why, Styles.Caution),
        _ => throw new UnreachableException(),
    };

    static string Blocked(StepOutcome.LockNotAvailable missed) =>
        $"gave up after {Words.Count(missed.Attempts, "attempt")}; in the way: {(missed.Blockers.IsEmpty ? "nobody that can be seen any more" : string.Join(", ", missed.Blockers))}. "
        + (missed.DetachPending ? "The detach is pending: the next run finishes it first" : "Nothing is half done; the next run tries again");

    static string Summary(MaintenanceReport report)
    {
        var count = OutcomeCount.Of(report.Outcomes);
        var steps = string.Join(", ", new[]
        {
            count.Done > 0 ? $"{count.Done} done" : "",
            count.LockNotAvailable > 0 ? $"{count.LockNotAvailable} without their lock" : "",
            count.Skipped > 0 ? $"{count.Skipped} skipped" : "",
            count.Failed > 0 ? $"{count.Failed} failed" : "",
        }.Where(part => part.Length > 0));

        return report.Status switch
        {
            MaintenanceStatus.NothingToDo => $"nothing to do for {Words.Count(report.Plan?.Tables.Length ?? 0, "table")}.",
            MaintenanceStatus.Done => $"{steps} in {Words.Elapsed(report.Elapsed)}.",
            MaintenanceStatus.Deferred => $"{(steps.Length == 0 ? "nothing could be done" : steps)} in {Words.Elapsed(report.Elapsed)}; something is left, see above.",
            MaintenanceStatus.Failed when report.Error is null => $"{steps} in {Words.Elapsed(report.Elapsed)}; the next run tries again.",
            _ => $"{(steps.Length == 0 ? "" : steps + "; ")}{report.Error}",
        };
    }

    static Style StyleOf(MaintenanceStatus status) => status switch
    {
        MaintenanceStatus.NothingToDo or MaintenanceStatus.Done => Styles.Good,
        MaintenanceStatus.Failed or MaintenanceStatus.Unavailable => Styles.Bad,
        _ => Styles.Caution,
    };
}
