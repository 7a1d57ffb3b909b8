using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace PartitionKeeper.Logging;

/// <summary>One line of text for people, in local time: time, level, message, and beneath it the exception.</summary>
sealed class TextLine(bool colours) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var (level, colour) = logEvent.Level switch
        {
            LogEventLevel.Fatal or LogEventLevel.Error => ("error", "31"),
            LogEventLevel.Warning => ("warn ", "33"),
            LogEventLevel.Information => ("info ", "32"),
            _ => ("debug", "90"),
        };

        output.Write(logEvent.Timestamp.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        output.Write(colours ? $" \e[{colour}m{level}\e[0m " : $" {level} ");
        output.Write(PlainMessage.Of(logEvent));
        output.Write('\n');

        if (logEvent.Exception is not null)
        {
            output.Write(logEvent.Exception);
            output.Write('\n');
        }
    }
}
