using System.CommandLine;
using PartitionKeeper.Maintenance;

namespace PartitionKeeper.Cli;

/// <summary><c>apply</c>: one full run, now.</summary>
sealed class ApplyCommand(VerbFrame frame)
{
    readonly Option<OutputFormat> _output = Options.Output(OutputFormat.Text, OutputFormat.Json);
    readonly Option<string?> _plan = new("--plan") { Description = "Do exactly what this saved plan says, or nothing if it no longer fits", HelpName = "FILE" };

    public Command Build()
    {
        var command = new Command("apply", "Do one full run now") { _plan, Options.Table, Options.Database, Options.ApproveRetire, _output };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_plan) is not null && (result.GetResult(Options.Table) is not null || result.GetResult(Options.ApproveRetire) is not null))
                result.AddError("a saved plan says itself for which tables it is and how many retirements are approved: leave out --table and --approve-retire");
        });
        command.SetAction((arguments, cancellationToken) => frame.RunAsync(arguments, ApplyAsync, cancellationToken));
        return command;
    }

    async Task<ExitCode> ApplyAsync(VerbContext context)
    {
        var (arguments, settings) = (context.Arguments, context.Settings);
        var (saved, failure) = ReadPlan(arguments.GetValue(_plan));
        if (failure is not null)
        {
            Console.Error.WriteLine(failure);
            return ExitCode.Failed;
        }

        var request = new RunRequest { OnlyTable = arguments.GetValue(Options.Table), ApproveRetire = arguments.GetValue(Options.ApproveRetire), Saved = saved };
        var reports = await new MaintenanceRound(frame.Time, context.Logs).ApplyAsync(settings, settings.Databases, _ => request, (_, _) => { }, context.CancellationToken);

        if (arguments.GetValue(_output) == OutputFormat.Json)
            Console.Out.WriteLine(JsonOutput.Of([.. reports.Select(ReportJson.Of)]));
        else
            new ReportView(Terminal.Output).Write(reports);

        return ExitCodes.Of(reports);
    }

    static (SavedPlan? Plan, string? Failure) ReadPlan(string? file)
    {
        if (file is null)
            return (null, null);

        try
        {
            return (SavedPlan.Read(File.ReadAllText(file)), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return (null, $"the saved plan {file} cannot be read: {e.Message}");
        }
    }
}
