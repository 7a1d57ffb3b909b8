using System.CommandLine;
using PartitionKeeper.Maintenance;

namespace PartitionKeeper.Cli;

/// <summary><c>plan</c>: what a run would do, and why. Changes nothing.</summary>
sealed class PlanCommand(VerbFrame frame)
{
    readonly Option<OutputFormat> _output = Options.Output(OutputFormat.Text, OutputFormat.Json, OutputFormat.Sql);
    readonly Option<string?> _save = new("--save") { Description = "Also write the plan to a file, for apply --plan", HelpName = "FILE" };

    public Command Build()
    {
        var command = new Command("plan", "Show what a run would do now, and why; changes nothing") { Options.Table, Options.Database, Options.AsOf, Options.ApproveRetire, _output, _save };
        command.SetAction((arguments, cancellationToken) => frame.RunAsync(arguments, PlanAsync, cancellationToken));
        return command;
    }

    async Task<ExitCode> PlanAsync(VerbContext context)
    {
        var (arguments, settings) = (context.Arguments, context.Settings);
        var output = arguments.GetValue(_output);

        if (output == OutputFormat.Sql && settings.Databases.Length > 1)
            return (ExitCode)UsageError.Report("a script is for one database; name it with --database NAME");

        var request = new RunRequest
        {
            AsOf = arguments.GetValue(Options.AsOf),
            OnlyTable = arguments.GetValue(Options.Table),
            ApproveRetire = arguments.GetValue(Options.ApproveRetire),
            WithSizes = true,
            WithScript = output == OutputFormat.Sql,
        };
        var readings = await new DatabaseSurvey(settings, frame.Time, context.Logs).ReadAsync(request, context.CancellationToken);

        switch (output)
        {
            case OutputFormat.Json:
                Console.Out.WriteLine(JsonOutput.Of([.. readings.Select(ReadingJson.Plan)]));
                break;
            case OutputFormat.Sql:
                Console.Out.Write(readings[0].Script);
                Console.Error.Write(readings[0].Error is { } error ? error + Environment.NewLine : "");
                break;
            default:
                new PlanView(Terminal.Output, settings.Safety).Write(readings, ApplyWith(arguments, request));
                break;
        }

        return Save(arguments.GetValue(_save), request, readings) ?? ExitCodes.OfPlans(readings);
    }

    /// <summary>Null when there is nothing to complain about.</summary>
    static ExitCode? Save(string? file, RunRequest request, IReadOnlyList<DatabaseReading> readings)
    {
        if (file is null)
            return null;

        if (readings.FirstOrDefault(reading => reading.Plan is null) is { } unread)
        {
            Console.Error.WriteLine($"{unread.Database} could not be read, so the plan was not saved: {unread.Error}");
            return ExitCode.Failed;
        }

        try
        {
            File.WriteAllText(file, new SavedPlan(request.OnlyTable?.Text, request.ApproveRetire, [.. readings.Select(reading => reading.Plan!)]).Write());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"the plan could not be saved: {e.Message}");
            return ExitCode.Failed;
        }

        Console.Error.WriteLine(request.AsOf is null ? $"saved to {file}; apply with: ./partition-keeper apply --plan {Quote(file)}" : $"saved to {file}");
        return null;
    }

    /// <summary>The command that does what this plan shows; null when none does, the time being made up.</summary>
    static string? ApplyWith(ParseResult arguments, RunRequest request)
    {
        if (request.AsOf is not null)
            return null;

        return "./partition-keeper apply"
            + (arguments.GetValue(Options.Config) is { } config ? $" --config {Quote(config)}" : "")
            + (arguments.GetValue(Options.Database) is { } database ? $" --database {Quote(database)}" : "")
            + (request.OnlyTable is { } table ? $" --table {Quote(table.Text)}" : "")
            + (request.ApproveRetire is { } count ? $" --approve-retire {count}" : "");
    }

    /// <summary>As a shell reads it.</summary>
    static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '_' or '-') ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
