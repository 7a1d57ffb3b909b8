using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>A piece of a <see cref="PartitionNameTemplate"/>: a token such as <c>{yyyy}</c>, or text that stands for itself.</summary>
/// <param name="Token">Null: the text stands for itself.</param>
readonly record struct NamePiece(string Text, NameToken? Token)
{
    public static ImmutableArray<NamePiece> TryRead(string template, out string? error)
    {
        var pieces = ImmutableArray.CreateBuilder<NamePiece>();
        error = template.Length == 0 ? "is empty; write for example \"{table}_{yyyy}_{MM}\""
            : template.Any(char.IsControl) ? $"\"{Printable(template)}\" has a control character, which has no place in a name"
            : null;
        for (var at = 0; at < template.Length && error is null;)
        {
            var brace = template.IndexOfAny(['{', '}'], at);
            var end = brace == at ? template.IndexOfAny(['{', '}'], at + 1) + 1 : brace < 0 ? template.Length : brace;
            var text = template[at..Math.Max(at, end)];
            if (brace != at)
                pieces.Add(new NamePiece(text, null));
            else if (template[at] == '}' || text.Length == 0 || text[^1] == '{')
                error = $"\"{template}\" has a brace without its other one; braces stand around tokens only: {NameTokens.All}";
            else if (NameTokens.Read(text) is { } token)
                pieces.Add(new NamePiece(text, token));
            else
                error = $"\"{template}\" has the unknown token {text}; tokens are {NameTokens.All}{Hint(text)}";
            at = end;
        }

        return pieces.ToImmutable();
    }

    static string Hint(string word) => NameTokens.Guess(word) is { } meant ? $"; write {meant.Word()}" : "";

    static string Printable(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
