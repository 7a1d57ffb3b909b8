using System.Collections.Immutable;
using PartitionKeeper.Cli.Text;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

/// <summary>What is known of the size of a step's partition.</summary>
sealed class PartitionSizes(ImmutableArray<Partition> partitions)
{
    public static PartitionSizes Of(DatabaseCatalog catalog, TableName table) =>
        new(catalog.Tables.FirstOrDefault(found => found.Name == table)?.Partitions ?? []);

    /// <summary>Empty where nothing is known or nothing is there yet.</summary>
    public string Of(PlanStep step) => step switch
    {
        PlanStep.DrainDefault drain => $"{drain.Rows} rows",
        PlanStep.DetachPartition detach => Of(detach.Oid),
        PlanStep.DropDetachedTable drop => Of(drop.Oid),
        PlanStep.FinalizeDetach finalize => Of(finalize.Oid),
        PlanStep.AttachPartition attach => Of(attach.Oid),
        _ => "",
    };

    string Of(uint oid) => partitions.FirstOrDefault(partition => partition.Oid == oid)?.Bytes is { } bytes ? Words.Bytes(bytes) : "";
}
