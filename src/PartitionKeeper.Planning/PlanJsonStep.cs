using System.Diagnostics;
using System.Text.Json.Nodes;

namespace PartitionKeeper.Planning;

/// <summary>A step in JSON: what all have in common, and then what only its kind has.</summary>
static class PlanJsonStep
{
    public static JsonObject Write(PlanStep step)
    {
        var json = new JsonObject
        {
            ["step"] = NameOf(step),
            ["table"] = PlanJsonValue.Write(step.Table),
            ["partition"] = PlanJsonValue.Write(step.Partition),
            ["range"] = PlanJsonValue.Write(step.Range),
            ["reason"] = step.Reason,
        };
        switch (step)
        {
            case PlanStep.FinalizeDetach finalize:
                json["oid"] = finalize.Oid;
                break;
            case PlanStep.CreatePartition create:
                json["bound"] = PlanJsonValue.Write(create.Bound);
                break;
            case PlanStep.DrainDefault drain:
                json["bound"] = PlanJsonValue.Write(drain.Bound);
                json["defaultPartition"] = PlanJsonValue.Write(drain.DefaultPartition);
                json["rows"] = drain.Rows;
                break;
            case PlanStep.AttachPartition attach:
                json["oid"] = attach.Oid;
                json["bound"] = PlanJsonValue.Write(attach.Bound);
                break;
            case PlanStep.DetachPartition detach:
                json["oid"] = detach.Oid;
                json["bound"] = PlanJsonValue.Write(detach.Bound);
                json["concurrently"] = detach.Concurrently;
                json["then"] = KebabCase.Write(detach.Then);
                break;
            case PlanStep.DropDetachedTable drop:
                json["oid"] = drop.Oid;
                json["kind"] = KebabCase.Write(drop.Kind);
                json["foreignKeys"] = new JsonArray([.. drop.ForeignKeys.Select(PlanJsonValue.Write)]);
                break;
            default:
                throw new UnreachableException();
        }

        return json;
    }

    public static PlanStep Read(JsonPlace json)
    {
        var (table, partition, range, reason) = (json["table"].Table, json["partition"].Table, PlanJsonValue.ReadRange(json["range"]), json["reason"].Text);
        return json["step"].Text switch
        {
            "finalize-detach" => new PlanStep.FinalizeDetach(table, partition, json["oid"].Oid, range, reason),
            "create-partition" => new PlanStep.CreatePartition(table, partition, PlanJsonValue.ReadBound(json["bound"]), range, reason),
            "drain-default" => new PlanStep.DrainDefault(
                table, partition, PlanJsonValue.ReadBound(json["bound"]), range, json["defaultPartition"].Table, json["rows"].Long, reason),
            "attach-partition" => new PlanStep.AttachPartition(table, partition, json["oid"].Oid, PlanJsonValue.ReadBound(json["bound"]), range, reason),
            "detach-partition" => new PlanStep.DetachPartition(
                table, partition, json["oid"].Oid, PlanJsonValue.ReadBound(json["bound"]), range, json["concurrently"].Bool, json["then"].Enum<RetentionAction>(), reason),
            "drop-detached-table" => new PlanStep.DropDetachedTable(
                table, partition, json["oid"].Oid, range, json["kind"].Enum<PartitionKind>(), json["foreignKeys"].Items(PlanJsonValue.ReadForeignKey), reason),
            var other => throw json["step"].Wrong($"is \"{other}\", which this version does not know"),
        };
    }

    /// <summary>The value of <c>"step"</c>.</summary>
    public static string NameOf(PlanStep step) => step switch
    {
        PlanStep.FinalizeDetach => "finalize-detach",
        PlanStep.CreatePartition => "create-partition",
        PlanStep.DrainDefault => "drain-default",
        PlanStep.AttachPartition => "attach-partition",
        PlanStep.DetachPartition => "detach-partition",
        PlanStep.DropDetachedTable => "drop-detached-table",
        _ => throw new UnreachableException(),
    };
}
