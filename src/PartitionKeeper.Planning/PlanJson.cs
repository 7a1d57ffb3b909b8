using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartitionKeeper.Planning;

/// <summary>The plan's JSON form: camelCase, steps told apart by <c>"step"</c> (kebab case), times in ISO 8601 UTC. Reading back gives an equal plan.</summary>
public static class PlanJson
{
    /// <summary>Of the form; another number is not read.</summary>
    public const int Format = 1;

    // Names and reasons stay readable; the text is never put into HTML as it is.
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(MaintenancePlan plan) => new JsonObject
    {
        ["format"] = Format,
        ["database"] = plan.Database,
        ["kind"] = KebabCase.Write(plan.Kind),
        ["asOf"] = PlanJsonValue.Write(plan.AsOf),
        ["fingerprint"] = plan.Fingerprint,
        ["steps"] = new JsonArray([.. plan.Steps.Select(PlanJsonStep.Write)]),
        ["findings"] = new JsonArray([.. plan.Findings.Select(Write)]),
        ["tables"] = new JsonArray([.. plan.Tables.Select(Write)]),
    }.ToJsonString(Indented);

    /// <exception cref="FormatException">Not a plan; the message says where.</exception>
    public static MaintenancePlan Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(new JsonPlace(document.RootElement, "$"));
        }
        catch (JsonException e)
        {
            throw new FormatException($"Not a plan: {e.Message}", e);
        }
    }

    static MaintenancePlan Read(JsonPlace json)
    {
        if (json["format"].Int is var format && format != Format)
            throw json["format"].Wrong($"is {format}; this version reads {Format}");

        return new MaintenancePlan
        {
            Database = json["database"].Text,
            Kind = json["kind"].Enum<RunKind>(),
            AsOf = json["asOf"].Time,
            Fingerprint = json["fingerprint"].Text,
            Steps = json["steps"].Items(PlanJsonStep.Read),
            Findings = json["findings"].Items(ReadFinding),
            Tables = json["tables"].Items(ReadOutlook),
        };
    }

    static JsonObject Write(Finding finding) => new()
    {
        ["code"] = KebabCase.Write(finding.Code),
        ["severity"] = KebabCase.Write(finding.Severity),
        ["table"] = finding.Table is { } table ? PlanJsonValue.Write(table) : null,
        ["partition"] = finding.Partition is { } partition ? PlanJsonValue.Write(partition) : null,
        ["message"] = finding.Message,
        ["remedy"] = finding.Remedy,
        ["blocksWork"] = finding.BlocksWork,
        ["solvedByPlan"] = finding.SolvedByPlan,
    };

    static Finding ReadFinding(JsonPlace json) => new(
        json["code"].Enum<FindingCode>(), json["severity"].Enum<Severity>(), json["table"].OptionalTable, json["partition"].OptionalTable,
        json["message"].Text, json["remedy"].Text, json["blocksWork"].Bool, json["solvedByPlan"].Bool);

    /// <summary>Coverage without an end is written as the last moment that .NET knows, for null means that nothing is covered.</summary>
    static JsonObject Write(TableOutlook outlook) => new()
    {
        ["table"] = PlanJsonValue.Write(outlook.Table),
        ["policy"] = outlook.Policy,
        ["interval"] = outlook.Interval.ToString(),
        ["premake"] = outlook.Premake,
        ["partitions"] = outlook.Partitions,
        ["coveredUntil"] = outlook.CoveredUntil is { } until ? PlanJsonValue.Write(until) : null,
        ["runwayIntervals"] = outlook.RunwayIntervals,
        ["due"] = outlook.Due,
        ["nextDue"] = outlook.NextDue is { } due ? PlanJsonValue.Write(due) : null,
        ["hasDefaultPartition"] = outlook.HasDefaultPartition,
        ["detachPending"] = outlook.DetachPending,
    };

    static TableOutlook ReadOutlook(JsonPlace json) => new(
        json["table"].Table,
        json["policy"].Text,
        PartitionInterval.TryParse(json["interval"].Text, out var interval, out var error) ? interval! : throw json["interval"].Wrong($"is wrong: {error}"),
        json["premake"].Int,
        json["partitions"].Int,
        json["coveredUntil"].OptionalTime,
        json["runwayIntervals"].Int,
        json["due"].Int,
        json["nextDue"].OptionalTime,
        json["hasDefaultPartition"].Bool,
        json["detachPending"].Int);
}
