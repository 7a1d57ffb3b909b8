using System.CommandLine;
using System.Text.Json.Nodes;
using PartitionKeeper.Cli.Text;
using PartitionKeeper.Configuration;

namespace PartitionKeeper.Cli;

/// <summary><c>config</c>: the configuration and where each value comes from. Needs no database.</summary>
sealed class ConfigCommand(VerbFrame frame)
{
    readonly Option<string> _output = Options.Output("text", "json");

    public Command Build()
    {
        var validate = new Command("validate", "Tell everything that is wrong with the configuration") { _output };
        validate.SetAction(arguments => (int)Validate(arguments));

        var show = new Command("show", "Show every value in force and where it comes from; secrets are masked") { _output };
        show.SetAction(arguments => (int)Show(arguments));

        var schema = new Command("schema", "Print the JSON schema of the configuration");
        schema.SetAction(_ => Console.Out.Write(SettingsSchema.Text));

        return new Command("config", "Validate or show the configuration, or print its schema") { validate, show, schema };
    }

    ExitCode Validate(ParseResult arguments)
    {
        var source = frame.Source(arguments);
        var result = SettingsLoader.Load(source);

        if (arguments.GetValue(_output) == "json")
            Console.Out.WriteLine(new JsonObject
            {
                ["file"] = source.File,
                ["valid"] = result.Settings is not null,
                ["errors"] = new JsonArray([.. result.Errors.Select(error => (JsonNode)new JsonObject
                {
                    ["path"] = error.Path,
                    ["value"] = error.Value,
                    ["message"] = error.Message,
                    ["source"] = error.Origin?.ToString(),
                })]),
            }.ToJsonString(JsonOutput.Layout));
        else if (result.Settings is { } settings)
            Console.Out.WriteLine($"{source.File} is right: {Words.Count(settings.Policies.Length, "policy", "policies")}, {Words.Count(settings.Databases.Length, "database")}.");
        else
            foreach (var error in result.Errors)
                Console.Out.WriteLine(error);

        return result.Settings is null ? ExitCode.WrongConfiguration : ExitCode.Done;
    }

    ExitCode Show(ParseResult arguments)
    {
        var result = SettingsLoader.Load(frame.Source(arguments));
        var settings = EffectiveSettings.Describe(result.Document);

        if (!result.IsReadable)
            return Refuse(result);

        if (arguments.GetValue(_output) == "json")
            Console.Out.WriteLine(new JsonArray([.. settings.Select(setting => (JsonNode)new JsonObject
            {
                ["path"] = setting.Path,
                ["value"] = setting.Value,
                ["meaning"] = setting.Meaning,
                ["source"] = setting.Source.ToString(),
            })]).ToJsonString(JsonOutput.Layout));
        else
            WriteTable(settings);

        return result.Settings is null ? Refuse(result) : ExitCode.Done;
    }

    static ExitCode Refuse(SettingsResult result) => VerbFrame.Accepts(result) ? ExitCode.Done : ExitCode.WrongConfiguration;

    static void WriteTable(IEnumerable<EffectiveSetting> settings)
    {
        var rows = new TextTable(indent: 0);
        foreach (var setting in settings)
            rows.Add([setting.Path, setting.Value is { } value ? new Cell(value) : new Cell($"({setting.Meaning})", Styles.Quiet), new Cell(setting.Source.ToString(), Styles.Quiet)]);
        rows.Write(new Page(Terminal.Output));
    }
}
