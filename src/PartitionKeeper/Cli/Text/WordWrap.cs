namespace PartitionKeeper.Cli.Text;

static class WordWrap
{
    /// <summary>Lines no wider than <paramref name="width"/>, broken between words; a word that is wider is broken inside, never cut.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        width = Math.Max(width, 8);
        var line = "";

        foreach (var whole in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var word = whole;

            if (line.Length > 0 && Cell.WidthOf(line) + 1 + Cell.WidthOf(word) > width)
            {
                yield return line;
                line = "";
            }

            for (; Cell.WidthOf(word) > width; word = word[width..])
                yield return word[..width];

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
            yield return line;
    }
}
