using System.Collections.Immutable;

namespace PartitionKeeper.Scheduling;

/// <summary>Reads the text of a cron expression; accepts what Cronos accepts, letters in either case.</summary>
static class CronParser
{
    static readonly ImmutableArray<CronField> SixFields =
        [CronField.Second, CronField.Minute, CronField.Hour, CronField.DayOfMonth, CronField.Month, CronField.DayOfWeek];

    public static CronFields Parse(string expression, CronFormat format)
    {
        var parts = expression.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

        if (parts is [['@', ..], ..])
            return ParseMacro(string.Join(' ', parts));

        var expected = format == CronFormat.IncludeSeconds ? SixFields : SixFields[1..];

        if (parts.Length != expected.Length)
        {
            var names = string.Join(", ", expected.Select(field => field.Name));
            throw new CronFormatException($"found {parts.Length} fields in '{expression}'; write {expected.Length}: {names}");
        }

        var texts = format == CronFormat.IncludeSeconds ? parts : ["0", .. parts];

        return ParseDayOfWeek(texts[5], ParseDayOfMonth(texts[3], new CronFields
        {
            Seconds = ParseValues(CronField.Second, texts[0]),
            Minutes = ParseValues(CronField.Minute, texts[1]),
            Hours = ParseValues(CronField.Hour, texts[2]),
            Months = (uint)ParseValues(CronField.Month, texts[4]),
            IsInterval = texts.Take(3).Any(text => text.AsSpan().ContainsAny("*?-/")),
        }));
    }

    static CronFields ParseMacro(string macro) => macro.ToUpperInvariant() switch
    {
        "@YEARLY" or "@ANNUALLY" => Parse("0 0 1 1 *", CronFormat.Standard),
        "@MONTHLY" => Parse("0 0 1 * *", CronFormat.Standard),
        "@WEEKLY" => Parse("0 0 * * 0", CronFormat.Standard),
        "@DAILY" or "@MIDNIGHT" => Parse("0 0 * * *", CronFormat.Standard),
        "@HOURLY" => Parse("0 * * * *", CronFormat.Standard),
        "@EVERY_MINUTE" => Parse("* * * * *", CronFormat.Standard),
        "@EVERY_SECOND" => Parse("* * * * * *", CronFormat.IncludeSeconds),
        _ => throw new CronFormatException(
            $"macro: found '{macro}'; use @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every_minute or @every_second"),
    };

    static CronFields ParseDayOfMonth(string text, CronFields fields)
    {
        var field = CronField.DayOfMonth;
        var nearest = EndsWith(text, 'W');
        var day = nearest ? text[..^1] : text;

        if (day is ['L' or 'l', .. var offset])
        {
            if (offset is not ("" or ['-', ..]))
                throw Wrong(field, text, $"use {field.Allowed}, alone in the field");

            var before = offset == "" ? 0 : ParseNumber(field, text, offset[1..], 0, 30, "days before the last are");
            return fields with { Days = CronFields.EveryDay, DaysBeforeLast = before, NearestWeekday = nearest };
        }

        return nearest
            ? fields with { Days = 1u << ParseSingle(field, text, day), NearestWeekday = true }
            : fields with { Days = (uint)ParseValues(field, text) };
    }

    static CronFields ParseDayOfWeek(string text, CronFields fields)
    {
        var field = CronField.DayOfWeek;

        if (text.IndexOf('#') is var hash and >= 0)
        {
            return fields with
            {
                Weekdays = Weekdays(1UL << ParseSingle(field, text, text[..hash])),
                Nth = ParseNumber(field, text, text[(hash + 1)..], 1, 5, "the number after # is"),
            };
        }

        return EndsWith(text, 'L')
            ? fields with { Weekdays = Weekdays(1UL << ParseSingle(field, text, text[..^1])), LastWeekday = true }
            : fields with { Weekdays = Weekdays(ParseValues(field, text)) };
    }

    /// <summary>0 and 7 are both Sunday.</summary>
    static uint Weekdays(ulong bits) => (uint)((bits | bits >> 7) & CronFields.EveryWeekday);

    /// <summary><c>*</c> or <c>?</c>, with or without a step, or a list of values and ranges.</summary>
    static ulong ParseValues(CronField field, string text)
    {
        if (text is ['*' or '?', .. var rest])
        {
            if (rest is not ("" or ['/', ..]))
                throw Wrong(field, text, "nothing but a step such as */5 can follow the *");

            return field.Range(field.First, field.Last, rest == "" ? 1 : ParseStep(field, text, rest[1..]));
        }

        return text.Split(',').Aggregate(0UL, (bits, item) => bits | ParseItem(field, text, item));
    }

    /// <summary><c>5</c>, <c>5-10</c>, <c>5/2</c> (from 5 to the last value) or <c>5-10/2</c>.</summary>
    static ulong ParseItem(CronField field, string text, string item)
    {
        var slash = item.IndexOf('/');
        var range = slash < 0 ? item : item[..slash];
        var step = slash < 0 ? 1 : ParseStep(field, text, item[(slash + 1)..]);
        var dash = range.IndexOf('-');
        var low = ParseValue(field, text, dash < 0 ? range : range[..dash]);
        var high = dash >= 0 ? ParseValue(field, text, range[(dash + 1)..]) : slash >= 0 ? field.Last : low;

        return field.Range(low, high, step);
    }

    static int ParseStep(CronField field, string text, string step) => ParseNumber(field, text, step, 1, field.Last, "a step is");

    /// <summary>A value that cannot be part of a list, a range or a step, because a suffix such as <c>W</c> belongs to it.</summary>
    static int ParseSingle(CronField field, string text, string value) => value.AsSpan().ContainsAny(",-/*?")
        ? throw Wrong(field, text, "L, W and # belong to one value alone, not to a list, a range or a step")
        : ParseValue(field, text, value);

    static int ParseValue(CronField field, string text, string value)
    {
        var named = field.Names.IndexOf(value.ToUpperInvariant());
        var number = named >= 0 ? field.First + named : TwoDigits(value);

        return number is { } found && found >= field.First && found <= field.Last
            ? found
            : throw Wrong(field, text, value, $"use {field.Allowed}");
    }

    static int ParseNumber(CronField field, string text, string value, int low, int high, string what) =>
        TwoDigits(value) is { } number && number >= low && number <= high
            ? number
            : throw Wrong(field, text, value, $"{what} {low} to {high}");

    static int? TwoDigits(string value) =>
        value.Length is 1 or 2 && value.All(char.IsAsciiDigit) ? int.Parse(value) : null;

    static bool EndsWith(string text, char suffix) => text.Length > 0 && char.ToUpperInvariant(text[^1]) == suffix;

    static CronFormatException Wrong(CronField field, string text, string value, string right) =>
        Wrong(field, text == value ? text : $"{value}' in '{text}", right);

    static CronFormatException Wrong(CronField field, string found, string right) => new($"{field.Name}: found '{found}'; {right}");
}
