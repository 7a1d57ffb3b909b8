using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PartitionKeeper.Configuration;

namespace PartitionKeeper.Cli;

/// <summary><c>config validate|show|schema</c>. Results go to <c>@out</c>, errors for people to <c>err</c>.</summary>
static class ConfigCommand
{
    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Says whether the configuration is right, and all that is wrong with it.</summary>
    public static ExitCode Validate(SettingsSource source, TextWriter @out, TextWriter err, OutputFormat format)
    {
        var result = SettingsLoader.Load(source);

        if (format == OutputFormat.Json)
            @out.WriteLine(new JsonObject
            {
                ["valid"] = result.Settings is not null,
                ["file"] = source.File,
                ["errors"] = new JsonArray([.. result.Errors.Select(Json)]),
            }.ToJsonString(Layout));
        else if (result.Settings is { } settings)
            @out.WriteLine($"{source.File} is valid: {Count(settings.Policies.Length, "policy", "policies")} for {Count(settings.Databases.Length, "database", "databases")}");
        else
            WriteErrors(result, err);

        return CodeOf(result);
    }

    /// <summary>Lists every value with its source, secrets masked. What can be read is shown even when some of it is wrong.</summary>
    public static ExitCode Show(SettingsSource source, TextWriter @out, TextWriter err, OutputFormat format)
    {
        var result = SettingsLoader.Load(source);

        if (result.IsReadable && format == OutputFormat.Json)
            @out.WriteLine(new JsonObject
            {
                ["file"] = source.File,
                ["settings"] = new JsonArray([.. EffectiveSettings.Describe(result.Document).Select(Json)]),
            }.ToJsonString(Layout));
        else if (result.IsReadable)
            WriteSettings(result, @out);

        WriteErrors(result, err);
        return CodeOf(result);
    }

    /// <summary>Prints the JSON schema of the settings file.</summary>
    public static ExitCode Schema(TextWriter @out)
    {
        @out.Write(SettingsSchema.Text);
        return ExitCode.Done;
    }

    /// <summary>All errors, one a line, for every verb that cannot go on without settings.</summary>
    public static void WriteErrors(SettingsResult result, TextWriter err)
    {
        foreach (var error in result.Errors)
            err.WriteLine(error);
    }

    static void WriteSettings(SettingsResult result, TextWriter @out)
    {
        var rows = EffectiveSettings.Describe(result.Document)
            .Select(setting => (setting.Path, Value: Printable(setting.Value is null ? $"({setting.Meaning})" : setting.Value), Source: $"{setting.Source}"))
            .ToArray();
        var (path, value) = (rows.Max(row => row.Path.Length), rows.Max(row => row.Value.Length));

        foreach (var row in rows)
            @out.WriteLine($"{row.Path.PadRight(path)}  {row.Value.PadRight(value)}  {row.Source}");
    }

    static JsonNode Json(SettingsError error) => new JsonObject
    {
        ["path"] = error.Path,
        ["value"] = error.Value,
        ["message"] = error.Message,
        ["source"] = error.Origin?.ToString(),
    };

    static JsonNode Json(EffectiveSetting setting) => new JsonObject
    {
        ["path"] = setting.Path,
        ["value"] = setting.Value,
        ["meaning"] = setting.Meaning,
        ["source"] = setting.Source.ToString(),
    };

    static ExitCode CodeOf(SettingsResult result) => result.Settings is null ? ExitCode.WrongConfiguration : ExitCode.Done;

    static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    static string Printable(string value) => string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));
}
