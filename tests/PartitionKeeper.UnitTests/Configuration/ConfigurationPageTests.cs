using PartitionKeeper.Configuration;
using PartitionKeeper.Configuration.Options;
using PartitionKeeper.UnitTests.Conventions;

namespace PartitionKeeper.UnitTests.Configuration;

/// <summary>docs/configuration.md says what the options say.</summary>
public sealed class ConfigurationPageTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "configuration.md"));

    public static TheoryData<string, string, string?> Keys =>
        [.. KeysOf(typeof(PartitionKeeperOptions), "", "PartitionKeeper")];

    [Theory, MemberData(nameof(Keys))]
    public void Every_key_is_on_the_page_with_its_default(string section, string key, string? value)
    {
        var part = Page[Page.IndexOf($"# `{section}`\n", StringComparison.Ordinal)..];
        var row = Assert.Single(part[..(part.IndexOf("\n#", StringComparison.Ordinal) is > 0 and var end ? end : part.Length)].Split('\n'), line => line.StartsWith($"| `{key}` |", StringComparison.Ordinal));

        if (value is not null)
            Assert.StartsWith($"| `{key}` | `{value}` |", row);
    }

    [Fact]
    public void Its_example_is_valid()
    {
        var start = Page.IndexOf("```jsonc\n", StringComparison.Ordinal) + "```jsonc\n".Length;

        SettingsText.Valid(Page[start..Page.IndexOf("```", start, StringComparison.Ordinal)]);
    }

    static IEnumerable<TheoryDataRow<string, string, string?>> KeysOf(Type options, string prefix, string section) =>
        OptionsShape.Of(options).SelectMany(key => key.Name switch
        {
            "Tables" or "Holds" or "Retention" => [new TheoryDataRow<string, string, string?>(section, key.Name, null), .. KeysOf(key.Element!, "", key.Name)],
            _ when key.Kind == OptionKind.Section => KeysOf(key.Element!, $"{prefix}{key.Name}:", section),
            _ => [new TheoryDataRow<string, string, string?>(section, prefix + key.Name, key.Default?.ToString())],
        });
}
