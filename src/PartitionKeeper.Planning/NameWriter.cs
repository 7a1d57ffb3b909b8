using System.Collections.Immutable;
using System.Text;

namespace PartitionKeeper.Planning;

/// <summary>Fills the pieces of a template, and makes the result fit PostgreSQL's identifiers.</summary>
static class NameWriter
{
    /// <summary>The name for a range that starts at a wall-clock time, with a suffix (ASCII) that counts as fixed text.</summary>
    public static string Write(ImmutableArray<NamePiece> pieces, TableName table, DateTime start, string suffix)
    {
        var left = Identifier.MaxBytes - FixedBytes(pieces) - suffix.Length;
        var schemas = pieces.Count(piece => piece.Token == NameToken.Schema);
        var tables = pieces.Count(piece => piece.Token == NameToken.Table);
        var name = Cut(table.Name, tables == 0 ? 0 : (left - (schemas * Encoding.UTF8.GetByteCount(table.Schema))) / tables);
        var schema = Cut(table.Schema, schemas == 0 ? 0 : (left - (tables * Encoding.UTF8.GetByteCount(name))) / schemas);

        var isoYear = HasIsoYear(pieces);
        var written = new StringBuilder();
        foreach (var piece in pieces)
        {
            written.Append(piece.Token switch
            {
                null => piece.Text,
                NameToken.Schema => schema,
                NameToken.Table => name,
                { } token => token.Value(start, isoYear).ToString($"D{token.Width()}"),
            });
        }

        return written.Append(suffix).ToString();
    }

    /// <summary>Bytes of a name without schema and table.</summary>
    public static int FixedBytes(ImmutableArray<NamePiece> pieces) =>
        pieces.Sum(piece => piece.Token?.Width() ?? Encoding.UTF8.GetByteCount(piece.Text));

    /// <summary>Beside {ww}, {yyyy} is the ISO week-year.</summary>
    public static bool HasIsoYear(ImmutableArray<NamePiece> pieces) => pieces.Any(piece => piece.Token == NameToken.Week);

    /// <summary>The longest beginning of at most so many bytes of UTF-8 that does not end within a character.</summary>
    static string Cut(string name, int bytes)
    {
        var (length, used) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes)
                break;
            length += rune.Utf16SequenceLength;
        }

        return name[..length];
    }
}
