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
        AddAt(node?.Path ?? path, secret ? null : node?.Value, node?.Origin, message);
    }

    public void AddFile(string message) => AddAt(file, null, null, message);

    public void AddAt(string path, string? value, SettingOrigin? origin, string message) => _errors.Add(new SettingsError(path, value, message, origin));
}
