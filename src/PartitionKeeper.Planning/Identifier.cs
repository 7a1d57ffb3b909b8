namespace PartitionKeeper.Planning;

/// <summary>The one place where identifiers are quoted.</summary>
public static class Identifier
{
    /// <summary>PostgreSQL cuts longer identifiers with no more than a notice.</summary>
    public const int MaxBytes = 63;

    /// <summary>
    /// Quotes as <c>quote_ident</c> does: lower-case letters, digits and underscores stay bare unless the word is a keyword of PostgreSQL 14 to 18
    /// that cannot stand as a name everywhere; everything else is quoted, with quotes doubled.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty or holds a zero character: no such identifier can exist.</exception>
    public static string Quote(string name) => throw new NotImplementedException();
}
