using System.Buffers;

namespace PartitionKeeper.Planning;

/// <summary>The one place where identifiers are quoted.</summary>
public static class Identifier
{
    /// <summary>PostgreSQL cuts longer identifiers with no more than a notice.</summary>
    public const int MaxBytes = 63;

    static readonly SearchValues<char> Bare = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>
    /// Quotes as <c>quote_ident</c> does: lower-case letters, digits and underscores stay bare unless the word is a keyword of PostgreSQL
    /// 14 to 18 that cannot stand as a name everywhere; everything else is quoted, with quotes doubled.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty or holds a zero character: no such identifier can exist.</exception>
    public static string Quote(string name)
    {
        if (name.Length == 0 || name.Contains('\0'))
            throw new ArgumentException("An identifier has at least one character, and none is the zero character.", nameof(name));

        return StandsBare(name) ? name : $"\"{name.Replace("\"", "\"\"")}\"";
    }

    static bool StandsBare(string name) =>
        !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Bare) && !ReservedWords.Contains(name);
}
