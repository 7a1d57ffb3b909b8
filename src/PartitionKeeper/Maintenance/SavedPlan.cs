using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Maintenance;

/// <summary>What <c>plan --save</c> writes and <c>apply --plan</c> carries out: a plan per database, and what was asked for when they were made.</summary>
/// <param name="OnlyTable">The text of <c>--table</c>; null: all.</param>
sealed record SavedPlan(string? OnlyTable, int? ApproveRetire, ImmutableArray<MaintenancePlan> Plans)
{
    const string Format = "partition-keeper plan";

    const int Version = 1;

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public MaintenancePlan? For(string database) =>
        Plans.FirstOrDefault(plan => plan.Database.Equals(database, StringComparison.OrdinalIgnoreCase));

    public string Write() => new JsonObject
    {
        ["format"] = Format,
        ["version"] = Version,
        ["onlyTable"] = OnlyTable,
        ["approveRetire"] = ApproveRetire,
        ["databases"] = new JsonArray([.. Plans.Select(plan => JsonNode.Parse(PlanJson.Write(plan)))]),
    }.ToJsonString(Indented) + "\n";

    /// <exception cref="FormatException">Not a saved plan; the message says why.</exception>
    public static SavedPlan Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject document && (string?)document["format"] == Format
                ? Read(document)
                : throw new FormatException("it is not a saved plan; make one with: plan --save FILE");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"it is not a saved plan: {e.Message}", e);
        }
    }

    static SavedPlan Read(JsonObject document)
    {
        if ((int?)document["version"] is var version and not Version)
            throw new FormatException($"it has version {version?.ToString() ?? "none"}, and this program reads version {Version}; make it again with: plan --save FILE");

        var plans = document["databases"] as JsonArray ?? throw new FormatException("it holds no databases; make it again with: plan --save FILE");

        return new SavedPlan((string?)document["onlyTable"], (int?)document["approveRetire"],
            [.. plans.Select(plan => PlanJson.Read(plan?.ToJsonString() ?? "null"))]);
    }
}
