using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace PartitionKeeper.UnitTests.Logging;

public sealed class CompactJsonLineTests
{
    [Fact]
    public void An_event_is_one_object_on_one_line()
    {
        var line = Write(new CompactJsonLine(), logger => logger.LogWarning(
            new EventId(3003), "Gave up waiting {LockTimeoutMs} ms for a lock on {Table}; {Note}", 200.5, "public.\"Call Turns\"", "two\nlines"));
        var json = JsonNode.Parse(line)!;

        Assert.Equal(1, line.Count(c => c == '\n'));
        Assert.Equal("Gave up waiting 200.5 ms for a lock on public.\"Call Turns\"; two lines", (string?)json["@m"]);
        Assert.Equal(("Warning", 3003, 200.5, "two\nlines"), ((string)json["@l"]!, (int)json["@i"]!, (double)json["LockTimeoutMs"]!, (string)json["Note"]!));
        Assert.EndsWith("Z", (string)json["@t"]!);
        Assert.Null(json["EventId"]);
    }

    [Fact]
    public void Information_and_no_event_id_are_left_out()
    {
        var json = JsonNode.Parse(Write(new CompactJsonLine(), logger => logger.LogInformation("Done")))!.AsObject();

        Assert.False(json.ContainsKey("@l"));
        Assert.False(json.ContainsKey("@i"));
    }

    [Fact]
    public void Values_keep_their_types()
    {
        var json = JsonNode.Parse(Write(new CompactJsonLine(), logger => logger.LogInformation(
            "{Count} {Flag} {At} {Nothing} {Id} {Odd}", 5L, true, new DateTimeOffset(2026, 11, 21, 21, 6, 0, TimeSpan.FromHours(1)), null, Guid.Empty, double.NaN)))!;

        Assert.Equal((5L, true), ((long)json["Count"]!, (bool)json["Flag"]!));
        Assert.Equal("2026-11-21T20:06:00Z", (string?)json["At"]);
        Assert.Null(json["Nothing"]);
        Assert.Equal(Guid.Empty.ToString(), (string?)json["Id"]);
        Assert.Equal("NaN", (string?)json["Odd"]);
    }

    [Fact]
    public void An_exception_comes_with_its_trace() =>
        Assert.StartsWith("System.InvalidOperationException: no", (string?)JsonNode.Parse(Write(new CompactJsonLine(), logger => logger.LogError(new InvalidOperationException("no"), "Failed")))!["@x"]);

    [Fact]
    public void Text_is_time_level_and_message() =>
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} warn  Gave up on public\\.calls\n$", Write(new TextLine(colours: false), logger => logger.LogWarning("Gave up on {Table}", "public.calls")));

    static string Write(ITextFormatter formatter, Action<Microsoft.Extensions.Logging.ILogger> log)
    {
        var sink = new FormattingSink(formatter);
        using var logs = new SerilogLoggerFactory(new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger(), dispose: true);
        log(logs.CreateLogger("test"));
        return sink.Text.ToString();
    }

    sealed class FormattingSink(ITextFormatter formatter) : ILogEventSink
    {
        public StringWriter Text { get; } = new();

        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, Text);
    }
}
