using System.Collections.Immutable;
using System.Data;
using Dapper;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Reads what new partitions are given by hand, for the tables of a plan that get some: in one query, and one by one when that fails, since creating must not wait for it.</summary>
static class PartitionPropertiesReader
{
    static readonly string Sql = SqlFile.Read("Catalog/Sql/properties.sql");

    /// <param name="log">Told of a table that could not be read; new partitions of it do without.</param>
    public static async Task<ImmutableDictionary<TableName, PartitionProperties>> ReadAsync(
        NpgsqlConnection connection, MaintenancePlan plan, DatabaseCatalog catalog, StepLog log, CancellationToken cancellationToken)
    {
        var creating = plan.Steps.Where(step => step is PlanStep.CreatePartition or PlanStep.DrainDefault).Select(step => step.Table).ToHashSet();
        var tables = catalog.Tables.Where(table => creating.Contains(table.Name)).ToImmutableArray();
        var found = ImmutableDictionary.CreateBuilder<TableName, PartitionProperties>();
        if (tables.IsEmpty)
            return found.ToImmutable();

        try
        {
            found.AddRange(await ReadAsync(connection, tables, cancellationToken));
        }
        catch (PostgresException) when (connection.State == ConnectionState.Open)
        {
            foreach (var table in tables)
                await ReadOneAsync(table);
        }

        return found.ToImmutable();

        async Task ReadOneAsync(PartitionedTable table)
        {
            try
            {
                found.AddRange(await ReadAsync(connection, [table], cancellationToken));
            }
            catch (PostgresException e) when (connection.State == ConnectionState.Open)
            {
                log.PropertiesNotRead(table.Name, e);
            }
        }
    }

    static async Task<IEnumerable<KeyValuePair<TableName, PartitionProperties>>> ReadAsync(
        NpgsqlConnection connection, ImmutableArray<PartitionedTable> tables, CancellationToken cancellationToken)
    {
        var names = tables.ToDictionary(table => (long)table.Oid, table => table.Name);
        var rows = await connection.QueryAsync<PropertiesRow>(new CommandDefinition(
            Sql, new { Tables = tables.Select(table => (long)table.Oid).ToArray(), Templates = tables.Select(Template).ToArray() }, cancellationToken: cancellationToken));
        return rows.Select(row => KeyValuePair.Create(names[row.TableOid], row.Properties()));
    }

    /// <summary>The partition that was made last, by its oid, of those that are plain tables; 0 when there is none.</summary>
    static long Template(PartitionedTable table) => table.Partitions
        .Where(partition => partition is { Kind: PartitionKind.Table, DetachPending: false, Bound: PartitionBound.Range })
        .Select(partition => (long)partition.Oid)
        .DefaultIfEmpty()
        .Max();
}
