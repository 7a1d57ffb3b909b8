using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PartitionKeeper.Configuration.Options;

namespace PartitionKeeper.Configuration;

/// <summary>The JSON schema of the settings file, made from the options, so that an editor completes keys and marks mistakes.</summary>
static class SettingsSchema
{
    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text => Make().ToJsonString(Layout) + "\n";

    static JsonObject Make() => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = "Settings of PartitionKeeper",
        ["type"] = "object",
        ["required"] = new JsonArray(SettingsLoader.Section),
        ["properties"] = new JsonObject
        {
            ["$schema"] = new JsonObject { ["type"] = "string" },
            ["ConnectionStrings"] = new JsonObject
            {
                ["description"] = "The databases, by name: \"Default\" is the one that tables are in when they name none.",
                ["type"] = "object",
                ["additionalProperties"] = new JsonObject { ["type"] = "string" },
            },
            [SettingsLoader.Section] = Section(typeof(PartitionKeeperOptions), OptionsShape.DescriptionOf(typeof(PartitionKeeperOptions))),
        },
        ["additionalProperties"] = true,
    };

    static JsonObject Section(Type options, string description)
    {
        var keys = OptionsShape.Of(options);
        var section = new JsonObject { ["description"] = description, ["type"] = "object" };

        if (keys.Any(key => key.Required))
            section["required"] = new JsonArray([.. keys.Where(key => key.Required).Select(key => (JsonNode)key.Name)]);

        section["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Value(key))));
        section["additionalProperties"] = false;
        return section;
    }

    static JsonObject Value(OptionKey key)
    {
        if (key.Kind == OptionKind.Section)
            return Section(key.Element!, key.Description);

        var value = new JsonObject { ["description"] = key.Description };

        switch (key.Kind)
        {
            case OptionKind.List:
                value["type"] = "array";
                value["items"] = Section(key.Element!, OptionsShape.DescriptionOf(key.Element!));

                if (key.Required)
                    value["minItems"] = 1;

                return value;
            case OptionKind.WholeNumber:
                value["type"] = "integer";
                (value["minimum"], value["maximum"]) = (key.Range!.Value.Least, key.Range.Value.Most);
                value["default"] = (int)key.Default!;
                return value;
            default:
                value["type"] = "string";
                DescribeText(key, value);
                return value;
        }
    }

    static void DescribeText(OptionKey key, JsonObject value)
    {
        if (key.Allowed.Length > 0)
            value["enum"] = new JsonArray([.. key.Allowed.Select(allowed => (JsonNode)allowed)]);
        else if (key.Pattern is not null)
            value["pattern"] = key.Pattern;
        else
            value["minLength"] = 1;

        if (key.Default is string text)
            value["default"] = text;
    }
}
