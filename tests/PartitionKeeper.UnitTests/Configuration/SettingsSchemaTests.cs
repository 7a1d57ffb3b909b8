using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PartitionKeeper.Configuration;
using PartitionKeeper.UnitTests.Conventions;
using PartitionKeeper.UnitTests.Fixtures;

namespace PartitionKeeper.UnitTests.Configuration;

public sealed class SettingsSchemaTests
{
    static readonly JsonNode Schema = JsonNode.Parse(SettingsSchema.Text)!;

    /// <summary>The example and the samples.</summary>
    public static TheoryData<string> Files =>
    [
        "appsettings.json",
        .. new DirectoryInfo(SourceTree.Root).EnumerateDirectories("samples")
            .SelectMany(samples => samples.EnumerateFiles("appsettings*.json", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(SourceTree.Root, file.FullName))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_committed_schema_is_the_one_made_from_the_options() => CommittedFile.AssertEqual("appsettings.schema.json", SettingsSchema.Text);

    [Theory, MemberData(nameof(Files))]
    public void Committed_settings_are_valid_and_fit_the_schema(string file)
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, file));

        Assert.Empty(SettingsText.Errors(text));
        Assert.Empty(Misfits(Schema, JsonNode.Parse(text, null, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }), "$"));
    }

    [Theory]
    [InlineData("\"Schedul\": \"x\"")]
    [InlineData("\"Reconcile\": \"30\"")]
    [InlineData("\"Reconcile\": 30")]
    [InlineData("\"DatabasesAtOnce\": 0")]
    [InlineData("\"Safety\": { \"LockTimeout\": \"fast\" }")]
    [InlineData("\"Http\": { \"Listen\": \"https://x:1\" }")]
    [InlineData("\"Archive\": { \"Store\": \"/x\" }")]
    [InlineData("\"StateSchema\": \"A b\"")]
    public void What_the_schema_marks_is_refused(string keys)
    {
        var text = SettingsText.With(keys);

        Assert.NotEmpty(SettingsText.Errors(text));
        Assert.NotEmpty(Misfits(Schema, JsonNode.Parse(text), "$"));
    }

    [Theory]
    [InlineData("\"Reconcile\": \"Never\"")]
    [InlineData("\"Safety\": { \"LockTimeout\": \"50 ms\", \"StatementTimeout\": \"1 minute\" }")]
    [InlineData("\"Http\": { \"Listen\": \"http://*:8080\" }")]
    [InlineData("\"Archive\": { \"Store\": \"s3://bucket/a/b\" }")]
    [InlineData("\"Archive\": { \"Store\": \"file:///var/cold\" }")]
    [InlineData("\"Holds\": [ { \"Table\": \"public.calls\", \"From\": \"2026-01-01\", \"Reason\": \"x\" } ]")]
    public void What_is_right_fits_the_schema(string keys)
    {
        var text = SettingsText.With(keys);

        Assert.Empty(SettingsText.Errors(text));
        Assert.Empty(Misfits(Schema, JsonNode.Parse(text), "$"));
    }

    [Fact]
    public void Every_default_fits_its_own_schema()
    {
        var wrong = Sections(Schema["properties"]!["PartitionKeeper"]!)
            .SelectMany(section => section["properties"]!.AsObject())
            .Where(key => key.Value!["default"] is not null)
            .SelectMany(key => Misfits(key.Value!, key.Value!["default"], key.Key));

        Assert.Empty(wrong);
    }

    static IEnumerable<JsonNode> Sections(JsonNode section) =>
        [section, .. section["properties"]!.AsObject().Select(key => key.Value!["items"] ?? key.Value!).Where(value => value["properties"] is not null).SelectMany(Sections)];

    /// <summary>As much of JSON schema as ours uses.</summary>
    static IEnumerable<string> Misfits(JsonNode schema, JsonNode? value, string path)
    {
        var kind = value?.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "integer",
            _ => "other",
        };

        if (kind != (string?)schema["type"])
            return [$"{path} is of type {kind}"];

        return kind switch
        {
            "object" => MisfitsOfObject(schema, value!.AsObject(), path),
            "array" => [.. value!.AsArray().SelectMany((item, i) => Misfits(schema["items"]!, item, $"{path}[{i}]")), .. value.AsArray().Count < ((int?)schema["minItems"] ?? 0) ? [$"{path} is short"] : Array.Empty<string>()],
            "integer" => (int)value! >= (int)schema["minimum"]! && (int)value! <= (int)schema["maximum"]! ? [] : [$"{path} is out of range"],
            _ => Fits(schema, (string)value!) ? [] : [$"{path} does not fit"],
        };
    }

    static IEnumerable<string> MisfitsOfObject(JsonNode schema, JsonObject value, string path)
    {
        var missing = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).Where(name => !value.ContainsKey(name)).Select(name => $"{path}.{name} is missing");

        return missing.Concat(value.SelectMany(pair => schema["properties"]?[pair.Key] is { } known ? Misfits(known, pair.Value, $"{path}.{pair.Key}")
            : schema["additionalProperties"] is JsonObject other ? Misfits(other, pair.Value, $"{path}.{pair.Key}")
            : (bool)schema["additionalProperties"]! ? [] : [$"{path}.{pair.Key} is unknown"]));
    }

    static bool Fits(JsonNode schema, string text) =>
        (schema["enum"] is not { } allowed || allowed.AsArray().Any(one => (string?)one == text))
        && (schema["pattern"] is not { } pattern || Regex.IsMatch(text, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1)))
        && text.Length >= ((int?)schema["minLength"] ?? 0);
}
