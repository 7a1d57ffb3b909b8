using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartitionKeeper.IntegrationTests.Catalog;

/// <summary>Keeps what was logged: "Warning 1002 text".</summary>
sealed class LogLines : ILoggerFactory, ILogger
{
    readonly ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> Warnings => _lines.Where(line => line.StartsWith("Warning"));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
