using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Logging;
using PartitionKeeper.Postgres;
using Serilog.Events;

namespace PartitionKeeper.Cli;

/// <summary>What a verb works with.</summary>
sealed record VerbContext(ParseResult Arguments, KeeperSettings Settings, ILoggerFactory Logs, CancellationToken CancellationToken);

/// <summary>What every verb that needs the settings does first, and at its end.</summary>
sealed class VerbFrame(ImmutableArray<KeyValuePair<string, string>> overrides, TimeProvider time)
{
    public TimeProvider Time { get; } = time;

    public SettingsSource Source(ParseResult arguments) => SettingsSource.OfProcess(arguments.GetValue(Options.Config), overrides);

    /// <summary>Loads the settings and runs <paramref name="verb"/> with them: log on stderr, interruption told by its exit code.</summary>
    public async Task<int> RunAsync(ParseResult arguments, Func<VerbContext, Task<ExitCode>> verb, CancellationToken cancellationToken)
    {
        var result = SettingsLoader.Load(Source(arguments));
        if (!Accepts(result) || Chosen(arguments, result.Settings!) is not { } settings)
            return (int)(result.Settings is null ? ExitCode.WrongConfiguration : ExitCode.WrongUsage);

        // On a terminal the result itself tells what was done; a log file wants each step as it happens.
        using var logs = LogOutput.Create(
            LogLevels.Read(result.Document, Console.IsErrorRedirected ? LogEventLevel.Information : LogEventLevel.Warning), toStandardOutput: false);

        try
        {
            return (int)await verb(new VerbContext(arguments, settings, logs, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (int)ExitCode.Interrupted;
        }
    }

    /// <summary>False, with a line for each error, when the configuration is wrong.</summary>
    public static bool Accepts(SettingsResult result)
    {
        foreach (var error in result.Errors)
            Console.Error.WriteLine(error);

        return result.Settings is not null;
    }

    /// <summary>The settings for the databases that <c>--database</c> names; null, with a line on stderr, when there is no such one, or no policy for the table that <c>--table</c> names.</summary>
    static KeeperSettings? Chosen(ParseResult arguments, KeeperSettings settings)
    {
        if (arguments.GetResult(Options.Table) is not null && arguments.GetValue(Options.Table)?.Exact is { } table && !settings.Policies.Any(policy => policy.Table.Matches(table)))
        {
            Console.Error.WriteLine($"no policy keeps {table}; {Nearest.Hint(table.ToString(), [.. settings.Policies.Select(policy => policy.Table.Text)])}");
            return null;
        }

        if (arguments.GetResult(Options.Database) is null || arguments.GetValue(Options.Database) is not { } name)
            return settings;

        ImmutableArray<DatabaseTarget> chosen = [.. settings.Databases.Where(target => target.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (!chosen.IsEmpty)
            return settings with { Databases = chosen };

        Console.Error.WriteLine($"no policy is for a database \"{name}\"; {Nearest.Hint(name, [.. settings.Databases.Select(target => target.Name)])}");
        return null;
    }
}
