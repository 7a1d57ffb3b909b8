namespace PartitionKeeper.Planning;

/// <summary>The schema-qualified name of a relation, as PostgreSQL stores it (unquoted, case kept).</summary>
public sealed record TableName(string Schema, string Name) : IComparable<TableName>
{
    /// <summary>Ordinal, by schema and then name: the order in which tables are worked on, the same in every run.</summary>
    public int CompareTo(TableName? other) =>
        other is null ? 1
        : string.CompareOrdinal(Schema, other.Schema) is var bySchema and not 0 ? bySchema
        : string.CompareOrdinal(Name, other.Name);

    /// <summary>As SQL accepts it: quoted where PostgreSQL would quote it (<c>public."Call Turns"</c>).</summary>
    public override string ToString() => $"{Identifier.Quote(Schema)}.{Identifier.Quote(Name)}";
}
