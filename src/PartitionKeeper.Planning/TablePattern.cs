namespace PartitionKeeper.Planning;

/// <summary>
/// What a policy's <c>Table</c> names: a schema-qualified table, quoted as in SQL where needed, in whose unquoted parts <c>*</c> matches
/// any characters (<c>tenant_*.messages</c>, <c>public."Call "*</c>). Inside quotes <c>*</c> is an ordinary character. Unquoted parts are
/// folded to lower case, as PostgreSQL does. Equal when <see cref="Canonical"/> is.
/// </summary>
public sealed record TablePattern
{
    readonly NamePattern _schema;
    readonly NamePattern _name;

    TablePattern(string text, NamePattern schema, NamePattern name)
    {
        (Text, _schema, _name) = (text, schema, name);
        Canonical = $"{schema}.{name}";
        Exact = schema.Exact is { } exactSchema && name.Exact is { } exactName ? new TableName(exactSchema, exactName) : null;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The same text for all ways to write one pattern: case folded, quoted only where needed.</summary>
    public string Canonical { get; }

    /// <summary>The one table it names; null when it has a wildcard.</summary>
    public TableName? Exact { get; }

    /// <param name="error">What is wrong and what would be right, in one line.</param>
    public static bool TryParse(string text, out TablePattern? pattern, out string? error)
    {
        var reader = new TablePatternReader(text);
        error = reader.Read();
        pattern = error is null ? new TablePattern(text, reader.Parts[0], reader.Parts[1]) : null;
        return pattern is not null;
    }

    public bool Matches(TableName table) => _schema.Matches(table.Schema) && _name.Matches(table.Name);

    public bool Equals(TablePattern? other) => other is not null && Canonical == other.Canonical;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    public override string ToString() => Text;
}
