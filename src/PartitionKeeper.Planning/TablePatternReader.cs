using System.Collections.Immutable;
using System.Text;

namespace PartitionKeeper.Planning;

/// <summary>Reads the text of a <see cref="TablePattern"/>, once, from left to right.</summary>
sealed class TablePatternReader(string text)
{
    readonly string _text = text.Trim();
    readonly List<NamePattern> _parts = [];
    int _at;

    /// <summary>Schema and name, once <see cref="Read"/> found nothing wrong.</summary>
    public IReadOnlyList<NamePattern> Parts => _parts;

    bool AtEnd => _at == _text.Length;

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Read()
    {
        if (_text.Length == 0)
            return "is empty; write schema and table, such as public.events";

        while (true)
        {
            if (ReadPart() is { } error)
                return error;
            if (AtEnd)
                break;
            _at++;
        }

        return _parts.Count switch
        {
            1 => $"{_text} has no schema; write public.{_text}, or the schema that it is in",
            2 => null,
            _ => $"{_text} has {_parts.Count} parts; write schema and table only, and quote a name that has a dot",
        };
    }

    /// <summary>Up to the dot or the end: quoted and unquoted texts with wildcards between them.</summary>
    string? ReadPart()
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        var current = "";
        var (start, wildcard) = (_at, true);
        while (!AtEnd && _text[_at] != '.')
        {
            if (_text[_at] == '*')
            {
                // Two wildcards side by side are one.
                if (current.Length > 0 || texts.Count == 0)
                    texts.Add(current);
                (current, wildcard) = ("", true);
                _at++;
                continue;
            }

            if (!wildcard)
                return NeedsQuotes(start);
            wildcard = false;
            if ((_text[_at] == '"' ? ReadQuoted(out current) : ReadBare(start, out current)) is { } error)
                return error;
        }

        if (_at == start)
            return $"{_text} has an empty name; write schema and table, such as public.events";
        texts.Add(current);
        _parts.Add(new NamePattern(texts.ToImmutable()));
        return texts.Count == 1 && Encoding.UTF8.GetByteCount(current) > Identifier.MaxBytes
            ? $"{current} is longer than {Identifier.MaxBytes} bytes, where PostgreSQL cuts names; write the name as it is in the database"
            : null;
    }

    string? ReadQuoted(out string name)
    {
        var content = new StringBuilder();
        name = "";
        while (++_at < _text.Length)
        {
            if (_text[_at] != '"')
                content.Append(_text[_at]);
            else if (_at + 1 < _text.Length && _text[_at + 1] == '"')
                content.Append(_text[_at++]);
            else
                break;
        }

        if (AtEnd)
            return $"{_text} has a quote that is not closed; end the name with \", and write a quote inside a name twice";

        _at++;
        name = content.ToString();
        return name.Length == 0 ? $"{_text} has an empty name in quotes; write the table's name between them"
            : name.Contains('\0') ? $"{_text.Replace("\0", "\\0")} has a zero character, which no name can have"
            : null;
    }

    string? ReadBare(int start, out string name)
    {
        var from = _at;
        while (!AtEnd && IsBare(_text[_at]))
            _at++;
        name = Fold(_text[from.._at]);

        // SQL wants quotes around a name that starts with a digit; with a wildcard there is no SQL to follow.
        var misread = from == start && (char.IsAsciiDigit(_text[from]) || _text[from] == '$') && (AtEnd || _text[_at] != '*');
        var stops = AtEnd || _text[_at] is '.' or '*';
        return misread || !stops ? NeedsQuotes(start) : null;
    }

    /// <summary>Shows the part quoted as a whole, its wildcards outside the quotes.</summary>
    string NeedsQuotes(int start)
    {
        var dot = _text.IndexOf('.', _at);
        var end = dot < 0 ? _text.Length : dot;
        var quoted = _text[start..end].Replace("\"", "").Split('*').Select(text => text.Length == 0 ? "" : $"\"{text}\"");
        return $"{_text} has a name that must be quoted as in SQL; write {_text[..start]}{string.Join('*', quoted)}{_text[end..]}";
    }

    static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || (c >= '\u0080' && !char.IsWhiteSpace(c));

    /// <summary>PostgreSQL folds the letters of ASCII only, in UTF-8 databases.</summary>
    static string Fold(string name) => string.Create(name.Length, name, (folded, from) =>
    {
        for (var i = 0; i < folded.Length; i++)
            folded[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
    });
}
