using System.Diagnostics;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Tells from the catalog whether what a step is to bring about is there already, whoever did it.</summary>
static class Accomplished
{
    /// <returns>What is there; null when the step is still to be done.</returns>
    public static Task<string?> WhyAsync(NpgsqlConnection connection, PlanStep step, PartitionedTable? table, CancellationToken cancellationToken) => step switch
    {
        PlanStep.CreatePartition s => AttachedAsync(connection, s.Partition, s.Bound, table, cancellationToken),
        PlanStep.DrainDefault s => AttachedAsync(connection, s.Partition, s.Bound, table, cancellationToken),
        PlanStep.AttachPartition s => AttachedAsync(connection, s.Partition, s.Bound, table, cancellationToken),
        PlanStep.DetachPartition s => DetachedAsync(connection, s.Oid, cancellationToken),
        PlanStep.FinalizeDetach s => DetachedAsync(connection, s.Oid, cancellationToken),
        PlanStep.DropDetachedTable s => GoneAsync(connection, s.Oid, cancellationToken),
        _ => throw new UnreachableException(),
    };

    static async Task<string?> AttachedAsync(
        NpgsqlConnection connection, TableName partition, PartitionBound.Range bound, PartitionedTable? table, CancellationToken cancellationToken)
    {
        var state = await PartitionState.ByNameAsync(connection, partition, cancellationToken);
        return table is not null && state is { IsPartition: true, DetachPending: false, Bound: { } text } && state.ParentOid == table.Oid
            && BoundParser.Parse(text, [.. table.Key.Select(column => column.Type)]).Bound is PartitionBound.Range found && found.Equals(bound)
            ? "it is a partition with that bound already"
            : null;
    }

    static async Task<string?> DetachedAsync(NpgsqlConnection connection, uint oid, CancellationToken cancellationToken) =>
        await PartitionState.ByOidAsync(connection, oid, cancellationToken) switch
        {
            null => "the table is gone",
            { IsPartition: false } => "it is not a partition any more",
            _ => null,
        };

    static async Task<string?> GoneAsync(NpgsqlConnection connection, uint oid, CancellationToken cancellationToken) =>
        await PartitionState.ByOidAsync(connection, oid, cancellationToken) is null ? "the table is gone" : null;
}
