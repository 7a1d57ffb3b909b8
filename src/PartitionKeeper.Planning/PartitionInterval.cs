namespace PartitionKeeper.Planning;

/// <summary>The width of one range: a whole number, at least one, of hour, day, week, month, quarter or year; at most 100 years.</summary>
public sealed record PartitionInterval
{
    /// <exception cref="ArgumentOutOfRangeException">Shorter than an hour or longer than 100 years.</exception>
    public PartitionInterval(int count, CalendarUnit unit)
    {
        if (unit < CalendarUnit.Hour)
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "The shortest interval is 1 hour.");
        if (count < 1 || count > MaxCount(unit))
            throw new ArgumentOutOfRangeException(nameof(count), count, $"An interval is at most {CalendarUnits.Show(MaxCount(unit), unit)}.");

        (Count, Unit) = (count, unit);
    }

    public int Count { get; }

    /// <summary>Hour or longer.</summary>
    public CalendarUnit Unit { get; }

    /// <summary>No range is shorter, but for the day or hour that a change of the clock takes away: a month counts 28 days.</summary>
    public TimeSpan LeastLength => Count * TimeSpan.FromTicks(Unit.Ticks() ?? 28 * Unit.Months() * TimeSpan.TicksPerDay);

    /// <param name="error">What would be right.</param>
    public static bool TryParse(string text, out PartitionInterval? interval, out string? error)
    {
        interval = null;
        if (!CalendarUnits.TryParse(text, CalendarUnit.Hour, out var count, out var unit, out error))
            return false;

        if (count < 1)
            error = $"\"{text}\" is no interval; the least is \"{CalendarUnits.Show(1, unit)}\"";
        else if (count > MaxCount(unit))
            error = $"\"{text}\" is longer than 100 years; the most is \"{CalendarUnits.Show(MaxCount(unit), unit)}\"";
        else
            interval = new PartitionInterval(count, unit);
        return interval is not null;
    }

    /// <summary>As the configuration writes it: "1 month", "6 hours".</summary>
    public override string ToString() => CalendarUnits.Show(Count, Unit);

    static int MaxCount(CalendarUnit unit) => unit switch
    {
        CalendarUnit.Hour => 876_000,
        CalendarUnit.Day => 36_500,
        CalendarUnit.Week => 5_200,
        CalendarUnit.Month => 1_200,
        CalendarUnit.Quarter => 400,
        _ => 100,
    };
}
