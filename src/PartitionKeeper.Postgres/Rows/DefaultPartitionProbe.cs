using System.Data;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Asks in one statement which default partitions have rows at all: as a rule none has.</summary>
static class DefaultPartitionProbe
{
    /// <returns>Per partition; null when the statement was refused or had to wait for too long, and each must be asked by itself.</returns>
    public static async Task<bool[]?> HaveRowsAsync(NpgsqlConnection connection, IReadOnlyList<TableName> partitions, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(StrayRowQuery.SeeAllRows));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                string.Join("\nUNION ALL\n", partitions.Select((partition, i) => $"SELECT {i} WHERE EXISTS (SELECT FROM {partition})"))));

            var haveRows = new bool[partitions.Count];
            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                    haveRows[reader.GetInt32(0)] = true;
            }

            await transaction.CommitAsync(cancellationToken);
            return haveRows;
        }
        catch (PostgresException) when (connection.State == ConnectionState.Open)
        {
            return null;
        }
    }
}
