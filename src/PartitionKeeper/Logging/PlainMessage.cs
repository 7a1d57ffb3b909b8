using System.Globalization;
using Serilog.Events;
using Serilog.Parsing;

namespace PartitionKeeper.Logging;

/// <summary>An event's message as one line of plain text: strings without quotes, nothing that would break the line or steer a terminal.</summary>
static class PlainMessage
{
    public const string EventId = "EventId";

    public static string Of(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);

        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value))
                value.Render(text, value is ScalarValue { Value: string } ? "l" : property.Format, CultureInfo.InvariantCulture);
            else
                token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
        }

        return OneLine(text.ToString());
    }

    public static int? EventIdOf(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault(EventId) is StructureValue structure
        && structure.Properties.FirstOrDefault(property => property.Name == "Id")?.Value is ScalarValue { Value: int id } && id != 0
            ? id
            : null;

    static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
