namespace PartitionKeeper.Planning;

/// <summary>
/// What a policy's <c>Table</c> names: a schema-qualified table, quoted as in SQL where needed, in whose unquoted parts <c>*</c> matches any characters
/// (<c>tenant_*.messages</c>). Inside quotes <c>*</c> is an ordinary character. Unquoted parts are folded to lower case, as PostgreSQL does.
/// </summary>
public sealed record TablePattern
{
    TablePattern(string text) => Text = text;

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The one table it names; null when it has a wildcard.</summary>
    public TableName? Exact { get; }

    public static bool TryParse(string text, out TablePattern? pattern, out string? error) => throw new NotImplementedException();

    public bool Matches(TableName table) => throw new NotImplementedException();

    public override string ToString() => Text;
}
