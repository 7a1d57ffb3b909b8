using System.Collections.Immutable;

namespace PartitionKeeper.Configuration;

/// <summary>Collects everything that is wrong, so that it can be put right in one go.</summary>
sealed class SettingsErrors(string file, SettingsDocument document)
{
    readonly List<SettingsError> _errors = [];

    public int Count => _errors.Count;

    /// <summary>In the order of the file, so that it can be worked through from top to bottom; what is missing, or comes from elsewhere, follows.</summary>
    public ImmutableArray<SettingsError> All =>
        [.. _errors.OrderBy(error => error.Origin is SettingOrigin.File at ? at.Line : int.MaxValue).ThenBy(error => error.Path, StringComparer.Ordinal)];

    public bool Has(string path) => _errors.Exists(error => error.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Of a key, with its value and where it was written, if it was.</summary>
    /// <param name="secret">The value may hold a secret, and is left out.</param>
    public void Add(string path, string message, bool secret = false)
    {
        var node = document.Find(path);
        _errors.Add(new SettingsError(node?.Path ?? path, secret ? null : Shown(node), Shown(message, node), node?.Origin));
    }

    /// <summary>Of a key of which nothing is known, so that its value may be anything and is left out.</summary>
    public void AddUnknown(SettingsNode node, string message) => _errors.Add(new SettingsError(node.Path, null, message, node.Origin));

    /// <summary>Of the file as a whole.</summary>
    public void AddFile(string message) => _errors.Add(new SettingsError(file, null, message, null));

    static string? Shown(SettingsNode? node) =>
        node?.Value is not { } value ? null
        : Secrets.Mask(value) is var shown && node.Kind == SettingsKind.Text ? $"\"{shown}\"" : shown;

    static string Shown(string message, SettingsNode? node) =>
        node?.Value?.Trim() is { } value && Secrets.IsIn(value) ? message.Replace(value, Secrets.Masked, StringComparison.Ordinal) : message;
}
