namespace PartitionKeeper.Configuration;

/// <summary>All that was written, file, environment and command line laid over each other: the later one wins, key by key.</summary>
sealed class SettingsDocument
{
    public SettingsNode Root { get; } = new("", "", SettingsKind.Object, null, new SettingOrigin.Default());

    /// <param name="path">Names joined by colons.</param>
    public SettingsNode? Find(string path) =>
        path.Split(':').Aggregate((SettingsNode?)Root, (node, name) => node?.Child(name));

    /// <summary>The text of a scalar outside of PartitionKeeper's own section, such as <c>Logging:LogLevel:Default</c>; null when it is not there.</summary>
    public string? Text(string path) => Find(path) is { IsScalar: true } node ? node.Value : null;

    public void Overlay(string path, string value, SettingOrigin origin) =>
        path.Split(':').Aggregate(Root, (node, name) => node.Descend(name, origin)).Overwrite(value, origin);

    /// <summary>Variables such as <c>PartitionKeeper__Tables__0__Table</c> and <c>ConnectionStrings__Default</c>, in an order that does not change.</summary>
    public void Overlay(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (variable, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            if (variable.Contains("__", StringComparison.Ordinal) && !variable.StartsWith('_') && !variable.EndsWith('_'))
                Overlay(variable.Replace("__", ":", StringComparison.Ordinal), value, new SettingOrigin.Environment(variable));
    }
}
