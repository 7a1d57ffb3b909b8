using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>Finds out whether a template gives two ranges the same name, by trying it.</summary>
static class NameClash
{
    /// <summary>
    /// A template without the year clashes when its tokens repeat, one with it clashes within a year. So many ranges reach over more than a
    /// year of hours, 27 years of days and eight centuries of months: whatever clashes does so there.
    /// </summary>
    const int Ranges = 10_000;

    static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The complaint about the first two ranges that get one name; null when none do.</summary>
    public static string? Find(string text, ImmutableArray<NamePiece> pieces, PartitionInterval interval)
    {
        // Tokens have a width of their own, so names differ exactly when these numbers do, and need not be written.
        NameToken[] tokens = [.. pieces.Select(piece => piece.Token).OfType<NameToken>().Where(token => token.Width() > 0).Distinct()];
        var isoYear = NameWriter.HasIsoYear(pieces);
        var seen = new Dictionary<Int128, TimeRange>();
        foreach (var range in new RangeGrid(interval, TimeZoneInfo.Utc).Ranges(Start, DateTimeOffset.MaxValue).Take(Ranges))
        {
            Int128 name = 0;
            foreach (var token in tokens)
                name = (name * 10_000) + token.Value(range.From.DateTime, isoYear);
            if (!seen.TryAdd(name, range))
                return $"\"{text}\" gives the ranges {seen[name]} and {range} the same name; {Remedy(tokens, interval)}";
        }

        return null;
    }

    static string Remedy(NameToken[] tokens, PartitionInterval interval)
    {
        var example = PartitionNameTemplate.DefaultFor(interval).Text;
        string[] missing =
        [
            .. Enum.GetValues<NameToken>().Except([NameToken.Schema, NameToken.Table, .. tokens])
                .Select(token => token.Word()).Where(example.Contains),
        ];
        return missing.Length == 0
            ? $"write for example \"{example}\""
            : $"add {string.Join(" and ", missing)}, as in \"{example}\"";
    }
}
