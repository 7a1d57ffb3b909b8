namespace PartitionKeeper.Configuration;

/// <summary>Finds what someone probably meant.</summary>
static class Nearest
{
    const int MostListed = 12;

    /// <summary>The known word with the fewest edits (insert, delete, replace, exchange of neighbours; case does not count), or null when none is near.</summary>
    public static string? To(string written, IEnumerable<string> known) =>
        known
            .Select(word => (Word: word, Edits: Edits(written.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(candidate => candidate.Edits <= Math.Max(1, Math.Min(written.Length, candidate.Word.Length) / 3))
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();

    /// <summary>"did you mean X?", or what there is to choose from.</summary>
    public static string Hint(string written, IReadOnlyCollection<string> known) =>
        To(written, known) is { } near ? $"did you mean \"{near}\"?"
        : $"known are {string.Join(", ", known.Take(MostListed))}{(known.Count > MostListed ? $" and {known.Count - MostListed} more" : "")}";

    static int Edits(string a, string b)
    {
        var (older, old, row) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;

            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(old[j], row[j - 1]) + 1, old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));

                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], older[j - 2] + 1);
            }

            (older, old, row) = (old, row, older);
        }

        return old[b.Length];
    }
}
