using PartitionKeeper.Cli.Text;
using PartitionKeeper.Planning;
using PartitionKeeper.Status;
using Spectre.Console;

namespace PartitionKeeper.Cli;

/// <summary>The result of <c>check</c> as text.</summary>
sealed class CheckView(IAnsiConsole console)
{
    readonly Page _page = new(console);

    public void Write(IReadOnlyList<DatabaseHealth> databases)
    {
        foreach (var database in databases)
            Write(database);

        var findings = databases.SelectMany(database => database.Findings).ToList();
        var (errors, warnings) = (findings.Count(finding => finding.Severity == Severity.Error), findings.Count(finding => finding.Severity == Severity.Warning));
        var unread = databases.Count(database => database.Error is not null);

        if (databases.All(database => database.IsHealthy))
            _page.Line(new Cell($"Healthy: {Words.Count(databases.Sum(database => database.Tables), "table")} in {Words.Count(databases.Count, "database")}.", Styles.Good));
        else
            _page.Line(new Cell($"Not healthy: {Words.Count(errors, "error")}, {Words.Count(warnings, "warning")}"
                + $"{(unread == 0 ? "" : $", {Words.Count(unread, "database")} not read")}.", Styles.Bad));
    }

    void Write(DatabaseHealth database)
    {
        if (database.Error is null && database.Findings.IsEmpty)
            return;

        _page.Line(new Cell(database.Database, Styles.Heading));
        if (database.Error is { } error)
            _page.Wrapped(new Cell(error, Styles.Bad), indent: 2);

        FindingLines.Write(_page, database.Findings);
        _page.Blank();
    }
}
