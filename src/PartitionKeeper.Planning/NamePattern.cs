using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>
/// One part of a <see cref="TablePattern"/>: the texts before, between and after its wildcards; a single one when there is no wildcard.
/// </summary>
sealed class NamePattern(ImmutableArray<string> texts)
{
    /// <summary>The one name it stands for; null when it has a wildcard.</summary>
    public string? Exact => texts.Length == 1 ? texts[0] : null;

    public bool Matches(string name)
    {
        if (texts.Length == 1)
            return name == texts[0];

        var (first, last) = (texts[0], texts[^1]);
        var framed = name.StartsWith(first, StringComparison.Ordinal) && name.EndsWith(last, StringComparison.Ordinal);
        if (!framed || name.Length < first.Length + last.Length)
            return false;

        // Taking the leftmost place for each text leaves the most room for those that follow.
        var rest = name.AsSpan(first.Length, name.Length - first.Length - last.Length);
        foreach (var text in texts.AsSpan()[1..^1])
        {
            var at = rest.IndexOf(text);
            if (at < 0)
                return false;
            rest = rest[(at + text.Length)..];
        }

        return true;
    }

    public override string ToString() => string.Join('*', texts.Select(text => text.Length == 0 ? "" : Identifier.Quote(text)));
}
