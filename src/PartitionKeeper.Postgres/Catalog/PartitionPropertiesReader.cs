using System.Collections.Immutable;
using Dapper;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Reads what new partitions are given by hand, for the tables of a plan that get some.</summary>
static class PartitionPropertiesReader
{
    static readonly string Sql = SqlFile.Read("Catalog/Sql/properties.sql");

    public static async Task<ImmutableDictionary<TableName, PartitionProperties>> ReadAsync(
        NpgsqlConnection connection, MaintenancePlan plan, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        var creating = plan.Steps.Where(step => step is PlanStep.CreatePartition or PlanStep.DrainDefault).Select(step => step.Table).ToHashSet();
        var tables = catalog.Tables.Where(table => creating.Contains(table.Name)).ToDictionary(table => table.Oid);
        if (tables.Count == 0)
            return ImmutableDictionary<TableName, PartitionProperties>.Empty;

        var rows = await connection.QueryAsync<PropertiesRow>(new CommandDefinition(
            Sql,
            new { Tables = tables.Keys.Select(oid => (long)oid).ToArray(), Templates = tables.Values.Select(table => (long)Template(table)).ToArray() },
            cancellationToken: cancellationToken));
        return rows.ToImmutableDictionary(row => tables[(uint)row.TableOid].Name, row => row.Properties());
    }

    /// <summary>The partition that was made last, by its oid, of those that are plain tables; 0 when there is none.</summary>
    static uint Template(PartitionedTable table) => table.Partitions
        .Where(partition => partition is { Kind: PartitionKind.Table, DetachPending: false, Bound: PartitionBound.Range })
        .Select(partition => partition.Oid)
        .DefaultIfEmpty()
        .Max();
}
