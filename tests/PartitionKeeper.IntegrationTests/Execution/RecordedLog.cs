using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartitionKeeper.IntegrationTests.Execution;

/// <summary>Keeps what is logged at Information and above.</summary>
sealed class RecordedLog : ILoggerFactory, ILogger
{
    readonly ConcurrentQueue<(LogLevel Level, int Id, string Text)> _lines = [];

    public IReadOnlyCollection<(LogLevel Level, int Id, string Text)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _lines.Enqueue((logLevel, eventId.Id, formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
