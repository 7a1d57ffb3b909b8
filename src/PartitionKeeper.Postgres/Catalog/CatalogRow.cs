using Npgsql;

namespace PartitionKeeper.Postgres;

enum CatalogRowKind { Server, Table, Partition, ForeignKeyOfPartition, ForeignKeyToTable, Relation }

/// <summary>A row of <c>catalog.sql</c>; which columns are filled depends on its kind.</summary>
sealed record CatalogRow
{
    CatalogRow(NpgsqlDataReader reader)
    {
        var column = 0;
        Row = (CatalogRowKind)reader.GetInt32(column++);
        Parent = Value<uint>(reader, column++);
        Oid = Value<uint>(reader, column++);
        Schema = Text(reader, column++);
        Name = Text(reader, column++);
        Kind = Text(reader, column++);
        Owner = Text(reader, column++);
        Flag = reader.IsDBNull(column) ? null : reader.GetBoolean(column);
        Content = reader.IsDBNull(++column) ? null : reader.GetString(column);
        AccessMethod = reader.IsDBNull(++column) ? null : reader.GetString(column);
        RowEstimate = Value<long>(reader, ++column);
        Bytes = reader.IsDBNull(++column) ? null : reader.GetInt64(column);
        KeyNames = Array<string?>(reader, ++column);
        KeyTypeNames = Array<string>(reader, ++column);
        KeyTypes = Array<uint>(reader, ++column);
        Columns = Array<string>(reader, ++column);
        OtherSchema = Text(reader, ++column);
        OtherName = Text(reader, ++column);
        Time = reader.IsDBNull(++column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    public CatalogRowKind Row { get; }

    /// <summary>Of a partition: the partitioned table.</summary>
    public uint Parent { get; }

    public uint Oid { get; }

    public string Schema { get; }

    public string Name { get; }

    /// <summary>Of a table the strategy, of a partition or relation its relkind.</summary>
    public string Kind { get; }

    public string Owner { get; }

    /// <summary>Of the server: the state schema can be read. Of a table or relation: it is a partition. Of a partition: its detach is pending.</summary>
    public bool? Flag { get; }

    /// <summary>Of a table the tablespace, of a partition the bound, of a foreign key its name.</summary>
    public string? Content { get; }

    public string? AccessMethod { get; }

    public long RowEstimate { get; }

    public long? Bytes { get; }

    public string?[] KeyNames { get; }

    public string[] KeyTypeNames { get; }

    public uint[] KeyTypes { get; }

    public string[] Columns { get; }

    /// <summary>With <see cref="OtherName"/>, the table at the other end of a foreign key, or the one that a relation is a partition of.</summary>
    public string OtherSchema { get; }

    public string OtherName { get; }

    public DateTimeOffset? Time { get; }

    public static async Task<List<CatalogRow>> ReadAllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<CatalogRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new CatalogRow(reader));
        return rows;
    }

    static string Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? "" : reader.GetString(column);

    static T Value<T>(NpgsqlDataReader reader, int column) where T : struct => reader.IsDBNull(column) ? default : reader.GetFieldValue<T>(column);

    static T[] Array<T>(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<T[]>(column);
}
