using PartitionKeeper.Cli.Text;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

/// <summary>Findings, the gravest first, each with its remedy.</summary>
static class FindingLines
{
    public static void Write(Page page, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings.OrderByDescending(finding => finding.Severity))
        {
            var where = finding.Partition ?? finding.Table;
            page.Line("  ", new Cell($"{StepWords.Severity(finding.Severity),-11}", Styles.Of(finding.Severity)), $" {StepWords.Code(finding.Code)}{(where is null ? "" : $"  {where}")}");
            page.Wrapped(finding.Message, indent: 6);
            page.Wrapped(new Cell(finding.Remedy, Styles.Quiet), indent: 6, first: "    →");
        }
    }
}
