using System.CommandLine;

namespace PartitionKeeper.Cli;

/// <summary>The verbs under <c>config</c>. They need no database.</summary>
sealed class ConfigVerbs(VerbFrame frame)
{
    readonly Option<OutputFormat> _output = Options.Output(OutputFormat.Text, OutputFormat.Json);

    public Command Build()
    {
        var validate = new Command("validate", "Tell everything that is wrong with the configuration") { _output };
        validate.SetAction(arguments => (int)ConfigCommand.Validate(frame.Source(arguments), Console.Out, Console.Error, arguments.GetValue(_output)));

        var show = new Command("show", "Show every value in force and where it comes from; secrets are masked") { _output };
        show.SetAction(arguments => (int)ConfigCommand.Show(frame.Source(arguments), Console.Out, Console.Error, arguments.GetValue(_output)));

        var schema = new Command("schema", "Print the JSON schema of the configuration");
        schema.SetAction(_ => (int)ConfigCommand.Schema(Console.Out));

        return new Command("config", "Validate or show the configuration, or print its schema") { validate, show, schema };
    }
}
