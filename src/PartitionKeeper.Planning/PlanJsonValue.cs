using System.Text.Json.Nodes;

namespace PartitionKeeper.Planning;

/// <summary>Names, times, ranges and bounds in JSON.</summary>
static class PlanJsonValue
{
    public static JsonObject Write(TableName table) => new() { ["schema"] = table.Schema, ["name"] = table.Name };

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'");

    /// <summary>A side that is open is null.</summary>
    public static JsonObject Write(TimeRange range) => new()
    {
        ["from"] = range.From == DateTimeOffset.MinValue ? null : Write(range.From),
        ["to"] = range.To == DateTimeOffset.MaxValue ? null : Write(range.To),
    };

    public static TimeRange ReadRange(JsonPlace json)
    {
        var (from, to) = (json["from"].OptionalTime ?? DateTimeOffset.MinValue, json["to"].OptionalTime ?? DateTimeOffset.MaxValue);
        return from < to ? new TimeRange(from, to) : throw json.Wrong("must end after it starts");
    }

    public static JsonObject Write(PartitionBound.Range bound) => new()
    {
        ["from"] = new JsonArray([.. bound.From.Select(Write)]),
        ["to"] = new JsonArray([.. bound.To.Select(Write)]),
    };

    public static PartitionBound.Range ReadBound(JsonPlace json) => new(json["from"].Items(PlanJsonBoundValue.Read), json["to"].Items(PlanJsonBoundValue.Read));

    public static JsonObject Write(ForeignKey key) => new()
    {
        ["name"] = key.Name,
        ["table"] = Write(key.Table),
        ["references"] = Write(key.References),
    };

    public static ForeignKey ReadForeignKey(JsonPlace json) => new(json["name"].Text, json["table"].Table, json["references"].Table);

    static JsonNode Write(BoundValue value) => PlanJsonBoundValue.Write(value);
}
