using System.CommandLine;
using System.CommandLine.Parsing;
using PartitionKeeper.Http;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Status;

namespace PartitionKeeper.Cli;

/// <summary><c>check</c>: for monitoring. Changes nothing.</summary>
sealed class CheckCommand(VerbFrame frame)
{
    /// <summary>Shorter than the patience of those who ask for health.</summary>
    static readonly TimeSpan WorkerTimeout = TimeSpan.FromSeconds(5);

    readonly Option<OutputFormat> _output = Options.Output(OutputFormat.Text, OutputFormat.Json);

    readonly Option<Uri?> _http = new("--http")
    {
        Description = "Only ask a running worker, for container health checks: http://127.0.0.1:8080/healthz",
        HelpName = "URL",
        CustomParser = ReadUrl,
    };

    public Command Build()
    {
        var command = new Command("check", "Tell whether all is well: partitions ahead, no gaps, no run missed; changes nothing") { Options.Table, Options.Database, _output, _http };
        command.Validators.Add(StandsAlone);
        command.SetAction((arguments, cancellationToken) =>
            arguments.GetValue(_http) is { } url ? AskWorkerAsync(url, cancellationToken) : frame.RunAsync(arguments, CheckAsync, cancellationToken));
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

    /// <summary>Without configuration: it is asked every few seconds, in a container that may have little to spare.</summary>
    static async Task<int> AskWorkerAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            if (await WorkerProbe.AskAsync(url, WorkerTimeout, cancellationToken) is not { } wrong)
                return (int)ExitCode.Done;

            Console.Error.WriteLine($"check: {wrong}");
            return (int)ExitCode.ChangesPending;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (int)ExitCode.Interrupted;
        }
    }

    void StandsAlone(CommandResult check)
    {
        Option[] others = [Options.Table, Options.Database, _output, Options.Config];
        if (check.GetResult(_http) is not null && others.FirstOrDefault(option => check.GetResult(option) is { Implicit: false }) is { } other)
            check.AddError($"--http asks a worker, which has its own configuration: leave out {other.Name}");
    }

    static Uri? ReadUrl(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
            return url;

        // With a user and a password in it, it is not repeated.
        argument.AddError($"--http{(url is { UserInfo.Length: > 0 } ? "" : $" {text}")} is not an address to ask; write http://127.0.0.1:8080/healthz");
        return null;
    }
}
