using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartitionKeeper.Planning;

/// <summary>A bound value in JSON: a bare word, or an object whose only property tells the kind.</summary>
static class PlanJsonBoundValue
{
    const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    public static JsonNode Write(BoundValue value) => value switch
    {
        BoundValue.MinValue => "minvalue",
        BoundValue.MaxValue => "maxvalue",
        BoundValue.NegativeInfinity => "-infinity",
        BoundValue.PositiveInfinity => "infinity",
        BoundValue.Instant instant => One("instant", PlanJsonValue.Write(instant.Value)),
        BoundValue.LocalTime local => One("localTime", local.Value.ToString(LocalFormat)),
        BoundValue.Date date => One("date", date.Value.ToString("yyyy-MM-dd")),
        BoundValue.Integer integer => One("integer", integer.Value.ToString(CultureInfo.InvariantCulture)),
        BoundValue.Uuid uuid => One("uuid", uuid.Value.ToString("D")),
        BoundValue.Text text => One("text", text.Value),
        BoundValue.BeyondCalendar { Past: true } past => One("beforeCalendar", past.Literal),
        BoundValue.BeyondCalendar future => One("afterCalendar", future.Literal),
        BoundValue.Other other => One("other", other.Literal),
        _ => throw new UnreachableException(),
    };

    public static BoundValue Read(JsonPlace json)
    {
        if (json.Element.ValueKind == JsonValueKind.String)
        {
            return json.Text switch
            {
                "minvalue" => new BoundValue.MinValue(),
                "maxvalue" => new BoundValue.MaxValue(),
                "-infinity" => new BoundValue.NegativeInfinity(),
                "infinity" => new BoundValue.PositiveInfinity(),
                _ => throw json.Wrong("is not a bound value"),
            };
        }

        return ReadObject(json);
    }

    static BoundValue ReadObject(JsonPlace json)
    {
        if (json.Element.ValueKind != JsonValueKind.Object || json.Element.EnumerateObject().ToList() is not [var property])
            throw json.Wrong("is not a bound value");

        var value = json[property.Name];
        return property.Name switch
        {
            "instant" => new BoundValue.Instant(value.Time),
            "localTime" => DateTime.TryParseExact(value.Text, LocalFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
                ? new BoundValue.LocalTime(local)
                : throw value.Wrong("is not a time without zone"),
            "date" => DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", out var date) ? new BoundValue.Date(date) : throw value.Wrong("is not a date"),
            "integer" => Int128.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                ? new BoundValue.Integer(integer)
                : throw value.Wrong("is not a whole number in quotes"),
            "uuid" => Guid.TryParseExact(value.Text, "D", out var uuid) ? new BoundValue.Uuid(uuid) : throw value.Wrong("is not an uuid"),
            "text" => new BoundValue.Text(value.Text),
            "beforeCalendar" => new BoundValue.BeyondCalendar(value.Text, Past: true),
            "afterCalendar" => new BoundValue.BeyondCalendar(value.Text, Past: false),
            "other" => new BoundValue.Other(value.Text),
            _ => throw json.Wrong("is not a bound value"),
        };
    }

    static JsonObject One(string kind, string value) => new() { [kind] = value };
}
