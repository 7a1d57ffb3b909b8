using System.Text.Json.Nodes;
using PartitionKeeper.Cli;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Status;

namespace PartitionKeeper.Http;

/// <summary>The document at <c>/api/status</c>: the last reports, what comes next, and a summary of the settings without secrets.</summary>
static class StatusJson
{
    public static JsonObject Of(StatusSnapshot snapshot, KeeperSettings settings, DateTimeOffset now) => new()
    {
        ["now"] = now.UtcDateTime,
        ["version"] = typeof(StatusJson).Assembly.GetName().Version?.ToString(3),
        ["ready"] = Readiness.Reasons(snapshot, now).IsEmpty,
        ["settings"] = new JsonObject
        {
            ["schedule"] = settings.Schedule.Expression.ToString(),
            ["timeZone"] = settings.Schedule.Zone.Id,
            ["reconcileSeconds"] = settings.Reconcile?.TotalSeconds,
            ["policies"] = settings.Policies.Length,
            ["errors"] = new JsonArray([.. snapshot.ConfigurationErrors.Select(error => (JsonNode)error)]),
        },
        ["databases"] = new JsonArray([.. snapshot.Databases.Select(status => (JsonNode)Database(status, now))]),
    };

    static JsonObject Database(DatabaseStatus status, DateTimeOffset now) => new()
    {
        ["database"] = status.Database,
        ["nextRun"] = status.NextRun?.UtcDateTime,
        ["nextFullRun"] = status.NextFull?.UtcDateTime,
        ["missedFullRun"] = status.MissedFull(now)?.UtcDateTime,
        ["lastRun"] = status.LastReport is { } report ? ReportJson.Of(report) : null,
        ["tables"] = new JsonArray([.. status.Tables.Select(table => (JsonNode)OutlookJson.Of(table))]),
        ["findings"] = new JsonArray([.. status.Findings.Select(finding => (JsonNode)FindingJson.Of(finding))]),
    };
}
