using System.Text.Json.Nodes;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

static class OutlookJson
{
    public static JsonObject Of(TableOutlook table) => new()
    {
        ["table"] = table.Table.ToString(),
        ["policy"] = table.Policy,
        ["interval"] = table.Interval.ToString(),
        ["premake"] = table.Premake,
        ["partitions"] = table.Partitions,
        ["coveredUntil"] = table.CoveredUntil?.UtcDateTime,
        ["runwayIntervals"] = table.RunwayIntervals,
        ["due"] = table.Due,
        ["nextDue"] = table.NextDue?.UtcDateTime,
        ["hasDefaultPartition"] = table.HasDefaultPartition,
        ["detachPending"] = table.DetachPending,
    };
}
