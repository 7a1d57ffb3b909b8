using System.Collections.Immutable;

namespace PartitionKeeper.Configuration;

/// <summary>What is different between two configurations, a line each, for the log. Connection strings are only said to have changed.</summary>
static class SettingsChanges
{
    const string Tables = $"{SettingsLoader.Section}:Tables:";

    public static ImmutableArray<string> Between(SettingsDocument before, SettingsDocument after)
    {
        var (old, now) = (Comparable(before), Comparable(after));

        return
        [
            .. now.Where(pair => old.TryGetValue(pair.Key, out var was) ? was.Value != pair.Value.Value : !pair.Value.IsDefault)
                .Select(pair => IsConnection(pair.Key) ? $"{pair.Key} changed" : $"{pair.Key}: {(old.TryGetValue(pair.Key, out var was) ? was.Value : "none")} → {pair.Value.Value}"),
            .. old.Where(pair => !pair.Value.IsDefault && !now.ContainsKey(pair.Key)).Select(pair => $"{pair.Key} removed"),
            // Among wildcards that match the same table the first one counts.
            .. old.Keys.Where(now.ContainsKey).SequenceEqual(now.Keys.Where(old.ContainsKey), StringComparer.OrdinalIgnoreCase)
                ? Array.Empty<string>() : [$"{Tables[..^1]} are in another order"],
        ];
    }

    /// <summary>Values by path, in which a table stands by its name: one that is put in front of the others changes nothing about them.</summary>
    static OrderedDictionary<string, Compared> Comparable(SettingsDocument document)
    {
        var values = new OrderedDictionary<string, Compared>(StringComparer.OrdinalIgnoreCase);

        foreach (var setting in EffectiveSettings.Describe(document))
        {
            var value = (IsConnection(setting.Path) ? document.Text(setting.Path) : setting.Value ?? setting.Meaning) ?? "none";
            values[ByName(setting.Path, document)] = new Compared(value, setting.Source is SettingOrigin.Default);
        }

        return values;
    }

    static string ByName(string path, SettingsDocument document)
    {
        if (!path.StartsWith(Tables, StringComparison.OrdinalIgnoreCase) || path.IndexOf(':', Tables.Length) is not (> 0 and var end))
            return path;

        var (element, key) = (path[..end], path[end..]);
        var database = document.Text($"{element}:Database") is { } name ? $" in {name}" : "";
        return $"{Tables}{document.Text($"{element}:Table") ?? path[Tables.Length..end]}{database}{key}";
    }

    static bool IsConnection(string path) => path.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase);

    sealed record Compared(string Value, bool IsDefault);
}
