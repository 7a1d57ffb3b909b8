using System.Collections.Immutable;
using PartitionKeeper.Configuration;
using Serilog.Events;

namespace PartitionKeeper.Logging;

/// <summary>The least level that is logged, and those of categories that differ, from <c>Logging:LogLevel</c> as any .NET host reads it.</summary>
/// <param name="IsConfigured">Someone wrote the default down.</param>
sealed record LogLevels(LogEventLevel Default, ImmutableArray<KeyValuePair<string, LogEventLevel>> Categories, bool IsConfigured)
{
    const string Section = "Logging:LogLevel";

    /// <summary>Of the web server and the host only what people must know; they log each request otherwise.</summary>
    static readonly ImmutableArray<KeyValuePair<string, LogEventLevel>> Framework =
    [
        new("Microsoft", LogEventLevel.Warning),
        // Says with stack traces, and up to four times, what the verb run then says in a line.
        new("Microsoft.Extensions.Hosting.Internal.Host", LevelAlias.Off),
    ];

    /// <param name="document">Null: the configuration could not be read.</param>
    /// <param name="unlessConfigured">The default where the configuration does not say.</param>
    public static LogLevels Read(SettingsDocument? document, LogEventLevel unlessConfigured)
    {
        var written = (document?.Find(Section)?.Children ?? [])
            .Select(node => (node.Name, Level: Parse(node.Value)))
            .Where(entry => entry.Level is not null)
            .ToLookup(entry => entry.Name == "Default", entry => KeyValuePair.Create(entry.Name, entry.Level!.Value));

        return new LogLevels(
            written[true].Select(entry => (LogEventLevel?)entry.Value).FirstOrDefault() ?? unlessConfigured,
            [.. Framework, .. written[false]],
            written[true].Any());
    }

    static LogEventLevel? Parse(string? text) => text?.ToUpperInvariant() switch
    {
        "TRACE" => LogEventLevel.Verbose,
        "DEBUG" => LogEventLevel.Debug,
        "INFORMATION" => LogEventLevel.Information,
        "WARNING" => LogEventLevel.Warning,
        "ERROR" => LogEventLevel.Error,
        "CRITICAL" or "NONE" => LogEventLevel.Fatal,
        _ => null,
    };
}
