using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PartitionKeeper.Configuration;

/// <summary>Reads the settings file: JSON with comments and trailing commas. Every value remembers its line.</summary>
sealed class SettingsFileReader(string fileName, SettingsErrors errors)
{
    static readonly JsonReaderOptions ReaderOptions = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    byte[] _content = [];
    int _countedTo;
    int _line;

    /// <summary>False: the file is not JSON at all, and the one error says where and why.</summary>
    public bool TryRead(byte[] content, SettingsDocument document)
    {
        _content = content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content[3..] : content;
        (_countedTo, _line) = (0, 1);

        if (!Utf8.IsValid(_content))
            return Refuse("the file is not UTF-8 text; save it as UTF-8");

        if (string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(_content)))
            return Refuse("the file is empty; the least that works is { \"PartitionKeeper\": { \"Tables\": [ { \"Table\": \"public.events\" } ] } }");

        var reader = new Utf8JsonReader(_content, ReaderOptions);

        try
        {
            reader.Read();

            if (reader.TokenType != JsonTokenType.StartObject)
                return Refuse("the file must hold one JSON object: { … }");

            ReadObject(ref reader, document.Root);
            reader.Read();
            return true;
        }
        catch (JsonException e)
        {
            return Refuse(e);
        }
        catch (InvalidOperationException e)
        {
            return Refuse($"line {LineOf(ref reader)}: {e.Message}");
        }
    }

    void ReadObject(ref Utf8JsonReader reader, SettingsNode parent)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var origin = Here(ref reader);
            reader.Read();

            // As in any .NET host, "A:B": 1 is "A": { "B": 1 }.
            var names = name.Split(':');
            var holder = names[..^1].Aggregate(parent, (node, step) => node.Descend(step, origin));
            ReadValue(ref reader, holder, names[^1], origin);
        }
    }

    void ReadList(ref Utf8JsonReader reader, SettingsNode parent)
    {
        for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
            ReadValue(ref reader, parent, $"{position}", Here(ref reader));
    }

    void ReadValue(ref Utf8JsonReader reader, SettingsNode parent, string name, SettingOrigin.File origin)
    {
        // Objects are merged, as "A:B" beside "A" would be; two values for one key are not.
        if (parent.Child(name) is { Kind: SettingsKind.Object } half && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, half);
            return;
        }

        if (parent.Child(name) is { } twin)
        {
            parent.Remove(twin);
            errors.AddUnknown(parent.Add(name, SettingsKind.Null, null, origin), $"the key is already there, at {twin.Origin}; remove one of the two");
            parent.Remove(parent.Child(name)!);
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, parent.Add(name, SettingsKind.Object, null, origin));
                break;
            case JsonTokenType.StartArray:
                ReadList(ref reader, parent.Add(name, SettingsKind.List, null, origin));
                break;
            case JsonTokenType.String:
                parent.Add(name, SettingsKind.Text, reader.GetString(), origin);
                break;
            case JsonTokenType.Null:
                parent.Add(name, SettingsKind.Null, null, origin);
                break;
            case JsonTokenType.Number:
                parent.Add(name, SettingsKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), origin);
                break;
            default:
                parent.Add(name, SettingsKind.Boolean, Encoding.UTF8.GetString(reader.ValueSpan), origin);
                break;
        }
    }

    SettingOrigin.File Here(ref Utf8JsonReader reader) => new(fileName, LineOf(ref reader));

    int LineOf(ref Utf8JsonReader reader)
    {
        var token = (int)reader.TokenStartIndex;
        _line += _content.AsSpan(_countedTo, token - _countedTo).Count((byte)'\n');
        _countedTo = token;
        return _line;
    }

    bool Refuse(JsonException e)
    {
        var line = (int)(e.LineNumber ?? 0);
        var start = 0;

        for (var skipped = 0; skipped < line; skipped++)
            start += _content.AsSpan(start).IndexOf((byte)'\n') + 1;

        var before = _content.AsSpan(start, Math.Min((int)(e.BytePositionInLine ?? 0), _content.Length - start));
        var what = e.Message.Split(" LineNumber:", StringSplitOptions.TrimEntries)[0].TrimEnd('.');
        return Refuse($"line {line + 1}, column {Encoding.UTF8.GetCharCount(before) + 1}: {what}");
    }

    bool Refuse(string message)
    {
        errors.AddFile(message);
        return false;
    }
}
