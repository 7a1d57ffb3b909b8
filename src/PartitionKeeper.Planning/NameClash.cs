namespace PartitionKeeper.Planning;

/// <summary>Finds out whether a template gives two ranges the same name, by trying it.</summary>
static class NameClash
{
    /// <summary>
    /// Every token but the year repeats within four centuries at most, and a template with the year can only clash within it. So many ranges reach over more than a year of
    /// hours, 27 years of days and eight centuries of months: whatever clashes does so there.
    /// </summary>
    const int Ranges = 10_000;

    static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly string[] Tokens = ["{yyyy}", "{MM}", "{dd}", "{HH}", "{Q}", "{ww}"];
    static readonly TableName Table = new("public", "t");

    /// <summary>The complaint about the first two ranges that get one name; null when none do.</summary>
    public static string? Find(PartitionNameTemplate template, PartitionInterval interval)
    {
        var seen = new Dictionary<string, TimeRange>(StringComparer.Ordinal);
        foreach (var range in new RangeGrid(interval, TimeZoneInfo.Utc).Ranges(Start, DateTimeOffset.MaxValue).Take(Ranges))
        {
            var name = template.NameFor(Table, range, TimeZoneInfo.Utc).Name;
            if (!seen.TryAdd(name, range))
                return $"\"{template.Text}\" gives the ranges {seen[name]} and {range} the same name, {Identifier.Quote(name)}; {Remedy(template, interval)}";
        }

        return null;
    }

    static string Remedy(PartitionNameTemplate template, PartitionInterval interval)
    {
        var tellsApart = PartitionNameTemplate.DefaultFor(interval).Text;
        string[] missing = [.. Tokens.Where(token => tellsApart.Contains(token) && !template.Text.Contains(token))];
        return missing.Length == 0
            ? $"write for example \"{tellsApart}\""
            : $"add {string.Join(" and ", missing)}, as in \"{tellsApart}\"";
    }
}
