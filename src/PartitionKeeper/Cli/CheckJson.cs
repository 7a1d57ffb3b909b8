using System.Text.Json.Nodes;
using PartitionKeeper.Status;

namespace PartitionKeeper.Cli;

static class CheckJson
{
    public static JsonObject Of(DatabaseHealth health) => new()
    {
        ["database"] = health.Database,
        ["healthy"] = health.IsHealthy,
        ["error"] = health.Error,
        ["tables"] = health.Tables,
        ["findings"] = new JsonArray([.. health.Findings.Select(finding => (JsonNode)FindingJson.Of(finding))]),
    };
}
