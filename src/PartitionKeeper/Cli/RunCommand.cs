using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Hosting;
using PartitionKeeper.Logging;
using PartitionKeeper.Postgres;
using PartitionKeeper.Scheduling;
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
        return host.Services.GetRequiredService<MaintenanceWorker>().ExecuteTask is { IsFaulted: true } ? (int)ExitCode.Failed : (int)ExitCode.Done;
    }

    [LoggerMessage(EventIds.HttpListening, LogLevel.Information, "Health, metrics and status are at {Listen}")]
    static partial void LogListening(ILogger logger, string listen);

    [LoggerMessage(EventIds.HttpFailed, LogLevel.Critical,
        "HTTP cannot listen at {Listen}: {Error} Free the port, or set PartitionKeeper:Http:Listen to another one or to \"off\". Nothing was started")]
    static partial void LogHttpFailed(ILogger logger, string? listen, string error);
}
