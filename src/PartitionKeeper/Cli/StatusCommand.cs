using System.CommandLine;
using PartitionKeeper.Maintenance;

namespace PartitionKeeper.Cli;

/// <summary><c>status</c>: how the tables stand. Changes nothing.</summary>
sealed class StatusCommand(VerbFrame frame)
{
    readonly Option<OutputFormat> _output = Options.Output(OutputFormat.Text, OutputFormat.Json);

    public Command Build()
    {
        var command = new Command("status", "Show tables, partitions, sizes, and the last and next run; with --table also each partition") { Options.Table, Options.Database, _output };
        command.SetAction((arguments, cancellationToken) => frame.RunAsync(arguments, ShowAsync, cancellationToken));
        return command;
    }

    async Task<ExitCode> ShowAsync(VerbContext context)
    {
        var request = new RunRequest { OnlyTable = context.Arguments.GetValue(Options.Table), WithSizes = true };
        var readings = await new DatabaseSurvey(context.Settings, frame.Time, context.Logs).ReadAsync(request, context.CancellationToken);

        if (context.Arguments.GetValue(_output) == OutputFormat.Json)
            Console.Out.WriteLine(JsonOutput.Of([.. readings.Select(reading => ReadingJson.Status(reading, context.Settings))]));
        else
            new StatusView(Terminal.Output, context.Settings).Write(readings, withPartitions: request.OnlyTable is not null);

        return readings.Any(reading => reading.Plan is null) ? ExitCode.Failed : ExitCode.Done;
    }
}
