using System.Collections.Immutable;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>A row of <c>detached.sql</c>.</summary>
static class DetachedRow
{
    /// <param name="seen">Partitions that the catalog query showed, by oid.</param>
    public static DetachedPartition Read(NpgsqlDataReader reader, IReadOnlyDictionary<uint, Partition> seen)
    {
        var oid = reader.GetFieldValue<uint>(0);
        var name = new TableName(reader.GetString(1), reader.GetString(2));
        var relkind = reader.IsDBNull(8) ? null : reader.GetString(8);
        return new DetachedPartition
        {
            Oid = oid,
            Partition = name,
            Table = new TableName(reader.GetString(3), reader.GetString(4)),
            Bound = Bound(reader.GetString(5), reader.IsDBNull(11) ? null : reader.GetFieldValue<uint[]>(11)),
            Then = Then(reader.GetString(6), hasTable: reader.GetBoolean(15)),
            RecordedAt = reader.GetFieldValue<DateTimeOffset>(7),
            State = seen.TryGetValue(oid, out var partition) && partition.Name == name ? Attached(partition.DetachPending)
                : relkind is null ? DetachedState.Gone
                : reader.GetBoolean(9) ? Attached(reader.GetBoolean(10))
                : DetachedState.Detached,
            Kind = relkind is null ? PartitionKind.Table : CatalogAssembly.KindOf(relkind),
            ForeignKeys = reader.IsDBNull(12) ? [] : ForeignKeys(reader, name),
        };
    }

    static DetachedState Attached(bool pending) => pending ? DetachedState.Pending : DetachedState.Attached;

    static ImmutableArray<ForeignKey> ForeignKeys(NpgsqlDataReader reader, TableName table)
    {
        var (names, schemas, tables) = (reader.GetFieldValue<string[]>(12), reader.GetFieldValue<string[]>(13), reader.GetFieldValue<string[]>(14));
        return [.. names.Select((name, i) => new ForeignKey(name, table, new TableName(schemas[i], tables[i])))];
    }

    /// <summary>Without the partitioned table nobody knows the types, and the values stay texts.</summary>
    static PartitionBound.Range Bound(string text, uint[]? keyTypes)
    {
        var key = keyTypes is null ? [KeyType.Other] : KeyTypes.Of(keyTypes);
        return BoundParser.Parse(text, key).Bound as PartitionBound.Range
            ?? new PartitionBound.Range([new BoundValue.Other(text)], [new BoundValue.Other(text)]);
    }

    // Neither a word that only a later version knows, nor another partitioned table that has taken the name of the one it came from, must lead to a drop or an attach.
    static RetentionAction Then(string word, bool hasTable) =>
        hasTable && Enum.TryParse<RetentionAction>(word, ignoreCase: true, out var action) ? action : RetentionAction.Detach;
}
