using System.Text.Json.Nodes;
using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

/// <summary>Readings as JSON, for <c>plan</c> and <c>status</c>.</summary>
static class ReadingJson
{
    public static JsonObject Plan(DatabaseReading reading) =>
        reading.Plan is { } plan ? JsonNode.Parse(PlanJson.Write(plan))!.AsObject() : Unread(reading);

    public static JsonObject Status(DatabaseReading reading, KeeperSettings settings) =>
        reading.Plan is { } plan && reading.Catalog is { } catalog
            ? new JsonObject
            {
                ["database"] = reading.Database,
                ["asOf"] = plan.AsOf.UtcDateTime,
                ["serverVersion"] = catalog.ServerVersion,
                ["standby"] = reading.IsStandby,
                ["lastRunAt"] = catalog.LastRunAt?.UtcDateTime,
                ["lastRunFailed"] = catalog.LastRunFailed,
                ["lastFullRunAt"] = catalog.LastFullRunAt?.UtcDateTime,
                ["nextFullRun"] = settings.Schedule.Next(plan.AsOf)?.UtcDateTime,
                ["tables"] = new JsonArray([.. plan.Tables.Select(table => (JsonNode)Table(table, catalog))]),
                ["findings"] = new JsonArray([.. plan.Findings.Select(finding => (JsonNode)FindingJson.Of(finding))]),
            }
            : Unread(reading);

    static JsonObject Table(TableOutlook outlook, DatabaseCatalog catalog)
    {
        var json = OutlookJson.Of(outlook);
        if (catalog.Tables.FirstOrDefault(table => table.Name == outlook.Table) is not { } table)
            return json;

        json["bytes"] = table.Partitions.Any(partition => partition.Bytes is not null) ? table.Partitions.Sum(partition => partition.Bytes ?? 0) : null;
        json["partitionList"] = new JsonArray([.. PartitionRanges.Of(table).Select(found => (JsonNode)new JsonObject
        {
            ["partition"] = found.Partition.Name.ToString(),
            ["range"] = found.Range,
            ["bytes"] = found.Partition.Bytes,
            ["rowEstimate"] = found.Partition.RowEstimate < 0 ? null : found.Partition.RowEstimate,
            ["detachPending"] = found.Partition.DetachPending,
        })]);
        return json;
    }

    static JsonObject Unread(DatabaseReading reading) => new() { ["database"] = reading.Database, ["error"] = reading.Error };
}
