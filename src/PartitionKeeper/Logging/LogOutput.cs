using Microsoft.Extensions.Logging;
using PartitionKeeper.Cli;
using Serilog;
using Serilog.Extensions.Logging;

namespace PartitionKeeper.Logging;

/// <summary>Where log events go: text for a terminal, otherwise one JSON object a line.</summary>
static class LogOutput
{
    /// <param name="toStandardOutput">The log is the result, as of the worker; otherwise it is talk, on stderr.</param>
    public static ILoggerFactory Create(LogLevels levels, bool toStandardOutput)
    {
        var terminal = toStandardOutput ? !Console.IsOutputRedirected : !Console.IsErrorRedirected;
        Serilog.Formatting.ITextFormatter format = terminal ? new TextLine(Terminal.ColoursAllowed) : new CompactJsonLine();
        var configuration = new LoggerConfiguration().MinimumLevel.Is(levels.Default);

        foreach (var (category, level) in levels.Categories)
            configuration.MinimumLevel.Override(category, level);

        // Everything is written to one of the two: from which level on stderr is used decides which.
        configuration.WriteTo.Console(format, standardErrorFromLevel: toStandardOutput ? null : Serilog.Events.LogEventLevel.Verbose);
        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }
}
