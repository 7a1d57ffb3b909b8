using System.Text;
using PartitionKeeper.Configuration;

namespace PartitionKeeper.UnitTests.Configuration;

/// <summary>Settings from text, as if it stood in <c>/etc/keeper/appsettings.json</c>.</summary>
static class SettingsText
{
    public const string File = "/etc/keeper/appsettings.json";

    public static SettingsResult Load(string text, (string Variable, string Value)[]? environment = null, (string Path, string Value)[]? commandLine = null) =>
        Load(Encoding.UTF8.GetBytes(text), environment, commandLine);

    public static SettingsResult Load(byte[] content, (string Variable, string Value)[]? environment = null, (string Path, string Value)[]? commandLine = null) =>
        SettingsLoader.Load(new SettingsContent(
            new SettingsSource
            {
                File = File,
                Environment = (environment ?? []).ToDictionary(pair => pair.Variable, pair => pair.Value),
                CommandLine = [.. (commandLine ?? []).Select(pair => KeyValuePair.Create(pair.Path, pair.Value))],
            },
            content,
            Failure: null));

    /// <summary>A complete file, all on one line, with more keys in its section.</summary>
    public static string With(string keys) => Complete($"\"Tables\": [ {{ \"Table\": \"public.calls\" }} ], {keys}");

    /// <summary>A complete file, all on one line, with one table that has these keys too.</summary>
    public static string WithTable(string keys) => Complete($"\"Tables\": [ {{ \"Table\": \"public.calls\", {keys} }} ]");

    public static string Complete(string section) =>
        $"{{ \"ConnectionStrings\": {{ \"Default\": \"Host=localhost;Database=app\" }}, \"PartitionKeeper\": {{ {section} }} }}";

    public static string[] Errors(string text) => Lines(Load(text));

    public static string[] Lines(SettingsResult result)
    {
        Assert.Equal(result.Errors.IsEmpty, result.Settings is not null);
        return [.. result.Errors.Select(error => error.ToString())];
    }

    public static KeeperSettings Valid(string text) => Valid(Load(text));

    public static KeeperSettings Valid(SettingsResult result)
    {
        Assert.Empty(Lines(result));
        return result.Settings!;
    }
}
