using System.Globalization;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>The queries on one default partition. It is locked in ACCESS SHARE mode until the transaction ends.</summary>
sealed class StrayRowQuery(NpgsqlTransaction transaction, TableName partition, PartitionKeyColumn column)
{
    /// <summary>Row security would hide rows without a word; off, it refuses the query.</summary>
    public const string SeeAllRows = "SET LOCAL row_security = off";

    // Qualified: bare, ORDER BY would take it for the column of the result, which is text.
    readonly string _key = $"p.{Identifier.Quote(column.Name!)}";

    /// <param name="role">Becomes the role of the transaction; null: the session's own.</param>
    public Task PrepareAsync(string? role, CancellationToken cancellationToken) =>
        ExecuteAsync(role is null ? SeeAllRows : $"SET LOCAL ROLE {Identifier.Quote(role)}; {SeeAllRows}", cancellationToken);

    /// <summary>The least (or greatest) key at or after <paramref name="from"/> and before <paramref name="to"/> (null: no limit); one index probe where there is an index.</summary>
    public async Task<BoundValue?> FirstAsync(BoundValue? from, BoundValue? to, bool last, CancellationToken cancellationToken)
    {
        var conditions = $"{_key} IS NOT NULL{(from is null ? "" : $" AND {_key} >= {BoundLiteral.Write(from)}")}{(to is null ? "" : $" AND {_key} < {BoundLiteral.Write(to)}")}";
        await using var command = Command($"SELECT {_key}::pg_catalog.text FROM {partition} AS p WHERE {conditions} ORDER BY {_key}{(last ? " DESC" : "")} LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is string text ? KeyValueReader.Read(text, column.Type) : null;
    }

    /// <summary>
    /// Rows between neighbouring <paramref name="boundaries"/>, which ascend: element 0 of the result is what lies before the first, element <c>i</c> what lies at or
    /// after number <c>i</c> (counted from one) and before the next; the last the rows without a key. One scan.
    /// </summary>
    public async Task<long[]> CountAsync(IReadOnlyCollection<BoundValue> boundaries, CancellationToken cancellationToken)
    {
        var type = BaseType();
        var bucket = boundaries.Count == 0
            ? $"CASE WHEN {_key} IS NOT NULL THEN 0 END"
            : $"pg_catalog.width_bucket({_key}::{type}, ARRAY[{string.Join(", ", boundaries.Select(BoundLiteral.Write))}]::{type}[])";
        await using var command = Command($"SELECT {bucket}, pg_catalog.count(*) FROM {partition} AS p GROUP BY 1");

        var counts = new long[boundaries.Count + 2];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            counts[reader.IsDBNull(0) ? counts.Length - 1 : reader.GetInt32(0)] = reader.GetInt64(1);
        return counts;
    }

    async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    NpgsqlCommand Command(string sql) => new(sql, transaction.Connection, transaction);

    /// <summary>The column may be of a domain, or have a precision: neither is wanted for the boundaries.</summary>
    string BaseType() => "pg_catalog." + column.Type switch
    {
        KeyType.Date => "date",
        KeyType.Timestamp => "timestamp",
        KeyType.TimestampTz => "timestamptz",
        KeyType.SmallInt or KeyType.Integer or KeyType.BigInt => "int8",
        KeyType.Numeric => "numeric",
        KeyType.Uuid => "uuid",
        KeyType.Text => "text",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type.ToString(), string.Create(CultureInfo.InvariantCulture, $"{column.TypeName} is no key of a time.")),
    };
}
