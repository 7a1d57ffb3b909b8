using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PartitionKeeper.Planning;

/// <summary>A piece of a <see cref="PartitionNameTemplate"/>: a token such as <c>{yyyy}</c>, or text that stands for itself.</summary>
readonly record struct NamePiece(string Text, bool IsToken)
{
    const string Known = "{schema}, {table}, {yyyy}, {MM}, {dd}, {HH}, {Q} and {ww}";

    public static ImmutableArray<NamePiece> TryRead(string template, out string? error)
    {
        var pieces = ImmutableArray.CreateBuilder<NamePiece>();
        error = template.Length == 0 ? "is empty; write for example \"{table}_{yyyy}_{MM}\""
            : template.Any(char.IsControl) ? $"\"{template.Replace("\0", "\\0")}\" has a control character, which has no place in a name"
            : null;
        for (var at = 0; at < template.Length && error is null;)
        {
            var open = template.IndexOfAny(['{', '}'], at);
            if (open != at)
            {
                pieces.Add(new NamePiece(template[at..(open < 0 ? template.Length : open)], IsToken: false));
                at = open < 0 ? template.Length : open;
                continue;
            }

            var close = template.IndexOfAny(['{', '}'], at + 1);
            if (template[at] == '}' || close < 0 || template[close] == '{')
                error = $"\"{template}\" has a brace without its other one; braces stand around tokens only: {Known}";
            else if (IsKnown(template[at..(close + 1)]))
                pieces.Add(new NamePiece(template[at..(close + 1)], IsToken: true));
            else
                error = $"\"{template}\" has the unknown token {template[at..(close + 1)]}; tokens are {Known}{Almost(template[at..(close + 1)])}";
            at = close + 1;
        }

        var read = pieces.ToImmutable();
        if (error is null && FixedBytes(read, Sample) is var bytes and > Identifier.MaxBytes)
            error = $"\"{template}\" makes names of {bytes} bytes without the table's name; PostgreSQL keeps {Identifier.MaxBytes}: shorten the text";
        return read;
    }

    /// <summary>The name for a range that starts at a wall-clock time, with a suffix that counts as fixed text.</summary>
    public static string Write(ImmutableArray<NamePiece> pieces, TableName table, DateTime start, string suffix)
    {
        var dates = Dates(pieces, start);
        var left = Identifier.MaxBytes - dates.Where(text => text is not null).Sum(text => Encoding.UTF8.GetByteCount(text!)) - suffix.Length;
        var (schemas, tables) = (pieces.Count(piece => piece.Text == "{schema}" && piece.IsToken), pieces.Count(piece => piece.Text == "{table}" && piece.IsToken));
        var shortTable = Cut(table.Name, tables == 0 ? 0 : (left - (schemas * Encoding.UTF8.GetByteCount(table.Schema))) / tables);
        var shortSchema = Cut(table.Schema, schemas == 0 ? 0 : (left - (tables * Encoding.UTF8.GetByteCount(shortTable))) / schemas);
        return string.Concat(pieces.Select((piece, i) => dates[i] ?? (piece.Text == "{table}" ? shortTable : shortSchema)).Append(suffix));
    }

    static readonly DateTime Sample = new(2000, 1, 1);

    static int FixedBytes(ImmutableArray<NamePiece> pieces, DateTime start) =>
        Dates(pieces, start).Where(text => text is not null).Sum(text => Encoding.UTF8.GetByteCount(text!));

    /// <summary>The text of each piece; null for schema and table.</summary>
    static string?[] Dates(ImmutableArray<NamePiece> pieces, DateTime start)
    {
        var isoYear = pieces.Contains(new NamePiece("{ww}", IsToken: true));
        return [.. pieces.Select(piece => !piece.IsToken ? piece.Text : piece.Text switch
        {
            "{yyyy}" => $"{(isoYear ? ISOWeek.GetYear(start) : start.Year):0000}",
            "{MM}" => $"{start.Month:00}",
            "{dd}" => $"{start.Day:00}",
            "{HH}" => $"{start.Hour:00}",
            "{Q}" => $"{(start.Month + 2) / 3}",
            "{ww}" => $"{ISOWeek.GetWeekOfYear(start):00}",
            _ => null,
        })];
    }

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

    static bool IsKnown(string token) => token is "{schema}" or "{table}" or "{yyyy}" or "{MM}" or "{dd}" or "{HH}" or "{Q}" or "{ww}";

    /// <summary>Tokens differ by case ({MM} is the month), so a wrong case gets a hint of its own.</summary>
    static string Almost(string token) => token.ToLowerInvariant() switch
    {
        "{yyyy}" or "{yy}" or "{year}" => "; write {yyyy} for the year",
        "{mm}" or "{month}" => "; write {MM} for the month",
        "{dd}" or "{day}" => "; write {dd} for the day",
        "{hh}" or "{hour}" => "; write {HH} for the hour",
        "{q}" or "{quarter}" => "; write {Q} for the quarter",
        "{ww}" or "{week}" => "; write {ww} for the week",
        "{table}" => "; write {table} for the table",
        "{schema}" => "; write {schema} for the schema",
        _ => "",
    };
}
