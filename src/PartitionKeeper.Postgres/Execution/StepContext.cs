using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>What all steps of a run share.</summary>
sealed record StepContext(
    NpgsqlConnection Connection,
    DatabaseCatalog Catalog,
    DdlWriter Writer,
    GroupSender Sender,
    StepLog Log,
    SafetySettings Safety,
    TimeProvider Time,
    Random Random)
{
    public PartitionedTable? Table(PlanStep step) => Catalog.Tables.FirstOrDefault(table => table.Name == step.Table);
}
