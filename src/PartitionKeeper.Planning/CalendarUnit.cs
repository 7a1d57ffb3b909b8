namespace PartitionKeeper.Planning;

public enum CalendarUnit { Millisecond, Second, Minute, Hour, Day, Week, Month, Quarter, Year }

static class CalendarUnits
{
    /// <summary>Singular or plural, in lower case: "1 month", "12 months".</summary>
    public static string Show(long count, CalendarUnit unit) => $"{count} {unit.ToString().ToLowerInvariant()}{(count == 1 ? "" : "s")}";

    /// <summary>Elapsed ticks; null for months and longer, which have no length of their own.</summary>
    public static long? Ticks(this CalendarUnit unit) => unit switch
    {
        CalendarUnit.Millisecond => TimeSpan.TicksPerMillisecond,
        CalendarUnit.Second => TimeSpan.TicksPerSecond,
        CalendarUnit.Minute => TimeSpan.TicksPerMinute,
        CalendarUnit.Hour => TimeSpan.TicksPerHour,
        CalendarUnit.Day => TimeSpan.TicksPerDay,
        CalendarUnit.Week => 7 * TimeSpan.TicksPerDay,
        _ => null,
    };

    /// <summary>Calendar months in the unit; zero for weeks and shorter.</summary>
    public static int Months(this CalendarUnit unit) => unit switch
    {
        CalendarUnit.Month => 1,
        CalendarUnit.Quarter => 3,
        CalendarUnit.Year => 12,
        _ => 0,
    };

    /// <summary>Reads <c>&lt;whole number&gt; &lt;unit&gt;</c>.</summary>
    /// <param name="shortest">Units below this one are not offered, and their short forms not read.</param>
    public static bool TryParse(string text, CalendarUnit shortest, out int count, out CalendarUnit unit, out string? error)
    {
        (count, unit) = (0, shortest);
        var trimmed = text.Trim();
        var digits = trimmed.Length - trimmed.TrimStart("0123456789").Length;
        var word = trimmed[digits..].Trim().ToLowerInvariant();
        error = Complaint(trimmed, digits, word, shortest);
        if (error is not null)
            return false;

        (count, unit) = (int.Parse(trimmed.AsSpan(0, digits)), Named(word, shortest)!.Value);
        return true;
    }

    static string? Complaint(string text, int digits, string word, CalendarUnit shortest)
    {
        var units = string.Join(", ", Enum.GetValues<CalendarUnit>().Where(unit => unit >= shortest).Select(unit => Show(2, unit)[2..]));
        var example = shortest == CalendarUnit.Hour ? "1 month" : "12 months";
        if (text.Length == 0)
            return $"is empty; write a whole number and a unit, such as \"{example}\"";
        if (digits == 0)
            return Named(word, shortest) is { } alone
                ? $"\"{text}\" has no number; write \"{Show(1, alone)}\""
                : $"\"{text}\" is not a whole number and a unit; write for example \"{example}\" (units: {units})";
        if (!int.TryParse(text.AsSpan(0, digits), out var count))
            return $"\"{text}\" is out of range: the number is at most {int.MaxValue}";
        if (word.Length == 0)
        {
            var (days, months) = (Show(count, CalendarUnit.Day), Show(count, CalendarUnit.Month));
            return $"\"{text}\" has no unit; write what is meant, such as \"{days}\" or \"{months}\" (units: {units})";
        }

        if (!char.IsAsciiLetter(word[0]))
            return $"\"{text}\" is not a whole number and a unit; write for example \"{example}\"";
        if (Named(word, shortest) is not { } unit)
            return $"\"{text}\" has no unit that can be used here; the units are {units}";
        return char.IsWhiteSpace(text[digits]) ? null : $"\"{text}\" needs a space; write \"{Show(count, unit)}\"";
    }

    static CalendarUnit? Named(string word, CalendarUnit shortest)
    {
        CalendarUnit? unit = word switch
        {
            "millisecond" or "milliseconds" or "ms" => CalendarUnit.Millisecond,
            "second" or "seconds" or "s" => CalendarUnit.Second,
            "minute" or "minutes" or "min" => CalendarUnit.Minute,
            "hour" or "hours" => CalendarUnit.Hour,
            "day" or "days" => CalendarUnit.Day,
            "week" or "weeks" => CalendarUnit.Week,
            "month" or "months" => CalendarUnit.Month,
            "quarter" or "quarters" => CalendarUnit.Quarter,
            "year" or "years" => CalendarUnit.Year,
            _ => null,
        };
        return unit >= shortest ? unit : null;
    }
}
