namespace PartitionKeeper.Configuration;

enum SettingsKind { Object, List, Text, Number, Boolean, Null }

/// <summary>A value of the configuration as it was written, before anyone knows what it means. Names are found whatever their case, as .NET does.</summary>
sealed class SettingsNode(string name, string path, SettingsKind kind, string? value, SettingOrigin origin)
{
    readonly List<SettingsNode> _children = [];

    /// <summary>As it was first written; of an element of a list, its position.</summary>
    public string Name { get; } = name;

    /// <summary>Names joined by colons.</summary>
    public string Path { get; } = path;

    public SettingsKind Kind { get; private set; } = kind;

    /// <summary>The text of a scalar; null for the others.</summary>
    public string? Value { get; private set; } = value;

    public SettingOrigin Origin { get; private set; } = origin;

    public IReadOnlyList<SettingsNode> Children => _children;

    public bool IsScalar => Kind is SettingsKind.Text or SettingsKind.Number or SettingsKind.Boolean;

    public SettingsNode? Child(string name) => _children.Find(child => child.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public SettingsNode Add(string name, SettingsKind kind, string? value, SettingOrigin origin)
    {
        var child = new SettingsNode(name, PathOf(name), kind, value, origin);
        _children.Add(child);
        return child;
    }

    public void Remove(SettingsNode child) => _children.Remove(child);

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}:{name}";

    /// <summary>The child of that name; made, and this node turned into one that can have children, when there is none.</summary>
    public SettingsNode Descend(string name, SettingOrigin origin)
    {
        if (Kind == SettingsKind.Null)
            (Kind, Origin) = (SettingsKind.Object, origin);

        return Child(name) ?? Add(name, SettingsKind.Object, null, origin);
    }

    /// <summary>Takes a value from a source that comes later. Children stay, so that what does not fit together is seen.</summary>
    public void Overwrite(string value, SettingOrigin origin) => (Kind, Value, Origin) = (SettingsKind.Text, value, origin);
}
