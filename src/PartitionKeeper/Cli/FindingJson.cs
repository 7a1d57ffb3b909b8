using System.Text.Json.Nodes;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

static class FindingJson
{
    public static JsonObject Of(Finding finding) => new()
    {
        ["code"] = StepWords.Code(finding.Code),
        ["severity"] = StepWords.Severity(finding.Severity),
        ["table"] = finding.Table?.ToString(),
        ["partition"] = finding.Partition?.ToString(),
        ["message"] = finding.Message,
        ["remedy"] = finding.Remedy,
        ["blocksWork"] = finding.BlocksWork,
        ["solvedByPlan"] = finding.SolvedByPlan,
    };
}
