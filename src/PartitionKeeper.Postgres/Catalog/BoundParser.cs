using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <param name="Bound">Where the text was not understood: a range from and to the text itself, of which nobody can make a time.</param>
/// <param name="Error">What was not understood; null when all was.</param>
sealed record ParsedBound(PartitionBound Bound, string? Error);

/// <summary>Reads partition bounds as <c>pg_get_expr(relpartbound, 0)</c> prints them in a session of ours. Never throws, whatever the text.</summary>
static class BoundParser
{
    /// <param name="text">Null or empty: the catalog shows no bound.</param>
    /// <param name="key">The types of the key's columns, in order.</param>
    public static ParsedBound Parse(string? text, ImmutableArray<KeyType> key)
    {
        text ??= "";
        var tokens = new BoundTokenizer(text);
        var first = tokens.Next();
        if (first.IsWord("DEFAULT"))
            return tokens.Next().Kind == BoundTokenKind.End ? new ParsedBound(new PartitionBound.Default(), null) : NotUnderstood(text, "something follows DEFAULT");
        if (!first.IsWord("FOR") || !tokens.Next().IsWord("VALUES"))
            return NotUnderstood(text, "it does not begin with FOR VALUES");

        var form = tokens.Next();
        return form.IsWord("IN") ? new ParsedBound(new PartitionBound.List(text), null)
            : form.IsWord("WITH") ? new ParsedBound(new PartitionBound.Hash(text), null)
            : form.IsWord("FROM") ? Range(text, ref tokens, key)
            : NotUnderstood(text, "FOR VALUES is followed by none of FROM, IN and WITH");
    }

    static ParsedBound Range(string text, ref BoundTokenizer tokens, ImmutableArray<KeyType> key)
    {
        if (Values(ref tokens, key, out var from) is { } fromError)
            return NotUnderstood(text, $"FROM: {fromError}");
        if (!tokens.Next().IsWord("TO"))
            return NotUnderstood(text, "there is no TO after FROM (…)");
        if (Values(ref tokens, key, out var to) is { } toError)
            return NotUnderstood(text, $"TO: {toError}");

        return tokens.Next().Kind == BoundTokenKind.End
            ? new ParsedBound(new PartitionBound.Range(from, to), null)
            : NotUnderstood(text, "something follows TO (…)");
    }

    static string? Values(ref BoundTokenizer tokens, ImmutableArray<KeyType> key, out ImmutableArray<BoundValue> values)
    {
        values = [];
        if (tokens.Next().Kind != BoundTokenKind.Open)
            return "no opening parenthesis";

        var read = ImmutableArray.CreateBuilder<BoundValue>(key.Length);
        while (true)
        {
            if (read.Count == key.Length)
                return $"more values than the {key.Length} of the key";
            if (Value(tokens.Next(), key[read.Count]) is not { } value)
                return $"value {read.Count + 1} is neither a word, a number nor a quoted text";
            read.Add(value);

            var next = tokens.Next().Kind;
            if (next == BoundTokenKind.Close)
                break;
            if (next != BoundTokenKind.Comma)
                return $"value {read.Count} is followed by neither a comma nor a closing parenthesis";
        }

        values = read.ToImmutable();
        return values.Length == key.Length ? null : $"{values.Length} of the {key.Length} values of the key";
    }

    static BoundValue? Value(BoundToken token, KeyType type) => token.Kind switch
    {
        BoundTokenKind.Word when token.IsWord("MINVALUE") => new BoundValue.MinValue(),
        BoundTokenKind.Word when token.IsWord("MAXVALUE") => new BoundValue.MaxValue(),
        // NULL, true, false: no such value is a time.
        BoundTokenKind.Word => new BoundValue.Other(token.Text),
        BoundTokenKind.Number or BoundTokenKind.Quoted => KeyValueReader.Read(token.Text, type),
        _ => null,
    };

    static ParsedBound NotUnderstood(string text, string why)
    {
        ImmutableArray<BoundValue> whole = [new BoundValue.Other(text)];
        return new ParsedBound(new PartitionBound.Range(whole, whole), why);
    }
}
