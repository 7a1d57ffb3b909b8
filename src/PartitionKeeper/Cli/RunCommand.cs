using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Hosting;
using PartitionKeeper.Logging;
using PartitionKeeper.Postgres;
using Serilog.Events;

namespace PartitionKeeper.Cli;

/// <summary><c>run</c>: the worker, until it is told to stop.</summary>
sealed partial class RunCommand(VerbFrame frame)
{
    public Command Build()
    {
        var command = new Command("run", "Keep the tables in order until stopped: on the schedule, between full runs, and over HTTP (the default verb)");
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>Stops by signal, which the host listens for, and not by the token.</summary>
    public async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var content = frame.Source(arguments).Read();
        var result = SettingsLoader.Load(content);
        if (!VerbFrame.Accepts(result))
            return (int)ExitCode.WrongConfiguration;

        using var logs = LogOutput.Create(LogLevels.Read(result.Document, LogEventLevel.Information), toStandardOutput: true);
        using var telemetry = Telemetry.Start();
        using var watcher = new SettingsWatcher(content, result, frame.Time, logs.CreateLogger<SettingsWatcher>());
        using var host = new WorkerHost(watcher, frame.Time, logs).Build();

        try
        {
            await host.StartAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            LogHttpFailed(logs.CreateLogger<RunCommand>(), watcher.Current.HttpListen, e.Message);
            return (int)ExitCode.Failed;
        }

        if (watcher.Current.HttpListen is { } listen)
            LogListening(logs.CreateLogger<RunCommand>(), listen);

        await host.WaitForShutdownAsync(CancellationToken.None);
        return Ended(host.Services.GetServices<IHostedService>().OfType<BackgroundService>(), logs);
    }

    static int Ended(IEnumerable<BackgroundService> parts, ILoggerFactory logs)
    {
        var failures = parts.Select(part => part.ExecuteTask?.Exception?.InnerException).OfType<Exception>().ToList();
        foreach (var failure in failures)
            LogCrashed(logs.CreateLogger<RunCommand>(), failure);

        return (int)(failures.Count == 0 ? ExitCode.Done : ExitCode.Failed);
    }

    [LoggerMessage(EventIds.WorkerFailed, LogLevel.Critical, "The worker ended in an error of the program; please report it. Start it again: it goes on from what is there")]
    static partial void LogCrashed(ILogger logger, Exception e);

    [LoggerMessage(EventIds.HttpListening, LogLevel.Information, "Health, metrics and status are at {Listen}")]
    static partial void LogListening(ILogger logger, string listen);

    [LoggerMessage(EventIds.HttpFailed, LogLevel.Critical,
        "HTTP cannot listen at {Listen}: {Error} Free the port, or set PartitionKeeper:Http:Listen to another one or to \"off\". Nothing was started")]
    static partial void LogHttpFailed(ILogger logger, string? listen, string error);
}
