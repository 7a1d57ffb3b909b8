using System.Globalization;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace PartitionKeeper.Logging;

/// <summary>
/// One JSON object a line, in the form that Serilog's readers know: <c>@t</c> time (UTC), <c>@m</c> message, <c>@l</c> level (left out at Information), <c>@i</c> event id, <c>@x</c> exception, then the event's properties.
/// </summary>
sealed class CompactJsonLine : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
            Write(json, logEvent);

        output.Write(System.Text.Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
        output.Write('\n');
    }

    static void Write(Utf8JsonWriter json, LogEvent logEvent)
    {
        json.WriteStartObject();
        json.WriteString("@t", logEvent.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("@m", PlainMessage.Of(logEvent));

        if (logEvent.Level != LogEventLevel.Information)
            json.WriteString("@l", logEvent.Level.ToString());

        if (PlainMessage.EventIdOf(logEvent) is { } id)
            json.WriteNumber("@i", id);

        if (logEvent.Exception is not null)
            json.WriteString("@x", logEvent.Exception.ToString());

        foreach (var (name, value) in logEvent.Properties.Where(property => property.Key != PlainMessage.EventId))
        {
            // As Serilog does it: a name of its own is told apart by doubling its first character.
            json.WritePropertyName(name.StartsWith('@') ? "@" + name : name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue { Value: null }:
                json.WriteNullValue();
                break;
            case ScalarValue { Value: bool flag }:
                json.WriteBooleanValue(flag);
                break;
            case ScalarValue { Value: double number } when !double.IsFinite(number):
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case ScalarValue { Value: sbyte or byte or short or ushort or int or uint or long or double or float or decimal } scalar:
                json.WriteRawValue(Convert.ToString(scalar.Value, CultureInfo.InvariantCulture)!);
                break;
            case ScalarValue { Value: DateTimeOffset time }:
                json.WriteStringValue(time.UtcDateTime);
                break;
            case ScalarValue scalar:
                json.WriteStringValue(Convert.ToString(scalar.Value, CultureInfo.InvariantCulture));
                break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                    Write(json, element);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
