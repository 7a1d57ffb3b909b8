using System.CommandLine;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Status;

namespace PartitionKeeper.Cli;

/// <summary><c>check</c>: for monitoring. Changes nothing.</summary>
sealed class CheckCommand(VerbFrame frame)
{
    readonly Option<OutputFormat> _output = Options.Output(OutputFormat.Text, OutputFormat.Json);

    public Command Build()
    {
        var command = new Command("check", "Tell whether all is well: partitions ahead, no gaps, no run missed; changes nothing") { Options.Table, Options.Database, _output };
        command.SetAction((arguments, cancellationToken) => frame.RunAsync(arguments, CheckAsync, cancellationToken));
        return command;
    }

    async Task<ExitCode> CheckAsync(VerbContext context)
    {
        var request = new RunRequest { OnlyTable = context.Arguments.GetValue(Options.Table) };
        var readings = await new DatabaseSurvey(context.Settings, frame.Time, context.Logs).ReadAsync(request, context.CancellationToken);
        var health = readings.Select(reading => HealthCheck.Examine(reading, context.Settings)).ToList();

        if (context.Arguments.GetValue(_output) == OutputFormat.Json)
            Console.Out.WriteLine(JsonOutput.Of([.. health.Select(CheckJson.Of)]));
        else
            new CheckView(Terminal.Output).Write(health);

        return ExitCodes.OfHealth(health);
    }
}
