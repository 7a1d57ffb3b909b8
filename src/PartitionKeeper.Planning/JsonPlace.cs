using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace PartitionKeeper.Planning;

/// <summary>A value in a JSON document that knows where it stands, so that every complaint can say so.</summary>
readonly record struct JsonPlace(JsonElement Element, string Path)
{
    /// <exception cref="FormatException">There is no such property, or this is no object.</exception>
    public JsonPlace this[string property] =>
        TryGet(property) ?? throw Wrong($"has no \"{property}\"");

    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    public string Text => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Wrong("must be a text");

    public bool Bool => Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw Wrong("must be true or false");

    public int Int => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) ? number : throw Wrong("must be a whole number");

    public long Long => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out var number) ? number : throw Wrong("must be a whole number");

    public uint Oid => Element.ValueKind == JsonValueKind.Number && Element.TryGetUInt32(out var number) ? number : throw Wrong("must be an oid");

    public DateTimeOffset Time =>
        DateTimeOffset.TryParse(Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Wrong("must be a time in ISO 8601");

    public TableName Table => new(this["schema"].Text, this["name"].Text);

    public TableName? OptionalTable => IsNull ? null : Table;

    public DateTimeOffset? OptionalTime => IsNull ? null : Time;

    public T Enum<T>()
        where T : struct, Enum => KebabCase.Read<T>(Text) ?? throw Wrong($"must be one of {string.Join(", ", System.Enum.GetValues<T>().Select(KebabCase.Write))}");

    public ImmutableArray<T> Items<T>(Func<JsonPlace, T> read)
    {
        if (Element.ValueKind != JsonValueKind.Array)
            throw Wrong("must be a list");

        var path = Path;
        return [.. Element.EnumerateArray().Select((item, index) => read(new JsonPlace(item, $"{path}[{index}]")))];
    }

    public JsonPlace? TryGet(string property) =>
        Element.ValueKind != JsonValueKind.Object ? throw Wrong("must be an object")
        : Element.TryGetProperty(property, out var value) ? new JsonPlace(value, $"{Path}.{property}")
        : null;

    public FormatException Wrong(string what) => new($"Not a plan: {Path} {what}.");
}
