using System.Collections.Immutable;
using PartitionKeeper.Configuration.Options;

namespace PartitionKeeper.Configuration;

/// <summary>A value that is in force, and where it comes from.</summary>
/// <param name="Value">As written; secrets are masked. Null: left out, and <see cref="Meaning"/> says what that means.</param>
/// <param name="Meaning">In words; null when the value speaks for itself.</param>
sealed record EffectiveSetting(string Path, string? Value, string? Meaning, SettingOrigin Source);

/// <summary>Every value of the configuration with its source, for people.</summary>
static class EffectiveSettings
{
    public static ImmutableArray<EffectiveSetting> Describe(SettingsDocument document)
    {
        var settings = ImmutableArray.CreateBuilder<EffectiveSetting>();

        foreach (var node in document.Find("ConnectionStrings")?.Children ?? [])
            settings.Add(new EffectiveSetting($"ConnectionStrings:{node.Name}", ConnectionStringMask.Mask(node.Value ?? ""), null, node.Origin));

        Describe(typeof(PartitionKeeperOptions), document.Find(SettingsLoader.Section), SettingsLoader.Section, settings);
        return settings.ToImmutable();
    }

    static void Describe(Type options, SettingsNode? section, string path, ImmutableArray<EffectiveSetting>.Builder settings)
    {
        foreach (var key in OptionsShape.Of(options))
        {
            var node = section?.Child(key.Name);
            var at = $"{path}:{key.Name}";

            if (key.Kind == OptionKind.List)
                DescribeList(key, node, at, settings);
            else if (key.Kind == OptionKind.Section && (node is not null || key.Default is not null))
                Describe(key.Element!, node, at, settings);
            else if (node is null && key.Default is null)
                settings.Add(new EffectiveSetting(at, null, WhenLeftOut(key), new SettingOrigin.Default()));
            else
                settings.Add(new EffectiveSetting(at, Show(key, node), null, node?.Origin ?? new SettingOrigin.Default()));
        }
    }

    static void DescribeList(OptionKey key, SettingsNode? node, string path, ImmutableArray<EffectiveSetting>.Builder settings)
    {
        var elements = node is null ? [] : OptionsBinder.Elements(node).ToArray();

        foreach (var element in elements)
            Describe(key.Element!, element, $"{path}:{element.Name}", settings);

        if (elements.Length == 0)
            settings.Add(new EffectiveSetting(path, null, "none", node?.Origin ?? new SettingOrigin.Default()));
    }

    static string? Show(OptionKey key, SettingsNode? node)
    {
        var value = node is null ? $"{key.Default}" : node.Value;
        return value is null ? null : Secrets.Mask(value);
    }

    static string WhenLeftOut(OptionKey key) => key.Name switch
    {
        nameof(TableOptions.PartitionName) => "by the interval",
        nameof(TableOptions.Key) => "from the key's type",
        nameof(TableOptions.Retention) => "kept for ever",
        nameof(RetentionOptions.DeleteArchiveAfter) => "never",
        nameof(HoldOptions.From) => "from the beginning",
        nameof(HoldOptions.To) => "without end",
        nameof(TableOptions.Archive) => "none",
        _ => "missing",
    };
}
