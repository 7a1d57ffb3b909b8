using System.Text;

namespace PartitionKeeper.Postgres;

/// <summary>Cuts <c>FOR VALUES …</c> into tokens, from left to right. Whatever the text, it ends.</summary>
ref struct BoundTokenizer(string text)
{
    readonly string _text = text;
    int _at;

    public BoundToken Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        if (_at == _text.Length)
            return new BoundToken(BoundTokenKind.End, "");

        var c = _text[_at];
        if (c is 'E' or 'e' && _at + 1 < _text.Length && _text[_at + 1] == '\'')
        {
            _at++;
            return Quoted(backslashes: true);
        }

        return c switch
        {
            '\'' => Quoted(backslashes: false),
            '(' => Sign(BoundTokenKind.Open),
            ')' => Sign(BoundTokenKind.Close),
            ',' => Sign(BoundTokenKind.Comma),
            _ when char.IsAsciiLetter(c) || c == '_' => While(BoundTokenKind.Word, static x => char.IsAsciiLetterOrDigit(x) || x == '_'),
            _ when char.IsAsciiDigit(c) || c is '-' or '+' or '.' =>
                While(BoundTokenKind.Number, static x => char.IsAsciiLetterOrDigit(x) || x is '-' or '+' or '.'),
            _ => Sign(BoundTokenKind.Unknown),
        };
    }

    BoundToken Sign(BoundTokenKind kind) => new(kind, _text[_at++].ToString());

    BoundToken While(BoundTokenKind kind, Predicate<char> belongs)
    {
        var start = _at;
        while (_at < _text.Length && belongs(_text[_at]))
            _at++;
        return new BoundToken(kind, _text[start.._at]);
    }

    BoundToken Quoted(bool backslashes)
    {
        var content = new StringBuilder();
        while (++_at < _text.Length)
        {
            var c = _text[_at];
            var next = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
            if (c == '\'' && next != '\'')
            {
                _at++;
                return new BoundToken(BoundTokenKind.Quoted, content.ToString());
            }

            if (c == '\'' || (c == '\\' && backslashes && next is '\\' or '\''))
            {
                content.Append(next);
                _at++;
            }
            else if (c == '\\' && backslashes)
            {
                // PostgreSQL writes no other escapes into bounds.
                return new BoundToken(BoundTokenKind.Unknown, "\\");
            }
            else
            {
                content.Append(c);
            }
        }

        return new BoundToken(BoundTokenKind.Unknown, "'");
    }
}
