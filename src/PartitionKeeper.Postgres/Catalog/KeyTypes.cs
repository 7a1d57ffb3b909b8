using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Types of key columns by the oid of the type that the operator class compares, which is the same on every server.</summary>
static class KeyTypes
{
    public static ImmutableArray<KeyType> Of(uint[] oids) => [.. oids.Select(Of)];

    public static KeyType Of(uint oid) => oid switch
    {
        1082 => KeyType.Date,
        1114 => KeyType.Timestamp,
        1184 => KeyType.TimestampTz,
        21 => KeyType.SmallInt,
        23 => KeyType.Integer,
        20 => KeyType.BigInt,
        1700 => KeyType.Numeric,
        2950 => KeyType.Uuid,
        // text (and varchar, which has its operators), character(n)
        25 or 1042 => KeyType.Text,
        _ => KeyType.Other,
    };
}
