using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>Zones with every habit that clocks have, and values made at random from a seed.</summary>
static class Zones
{
    /// <summary>
    /// In turn: none; an hour at 02:00 and 03:00; half an hour; midnight gaps; midnight folds; odd offsets; a day that was left out; a
    /// summer time that is "standard"; folds and gaps a minute past midnight.
    /// </summary>
    static readonly string[] Names =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "America/Havana",
        "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Pago_Pago",
        "Africa/Casablanca", "Europe/Dublin", "America/St_Johns", "Asia/Beirut", "Antarctica/Troll",
    ];

    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static TimeZoneInfo Of(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    public static TimeZoneInfo Any(Random random) => Of(Names[random.Next(Names.Length)]);

    /// <summary>Mostly within living memory, now and then from all of the calendar, and often close to a change of clocks.</summary>
    public static DateTimeOffset AnyTime(Random random, TimeZoneInfo zone)
    {
        if (random.Next(10) == 0)
            return new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);

        var month = new DateTimeOffset(1960 + random.Next(100), 1 + random.Next(12), 1, 0, 0, 0, TimeSpan.Zero);
        var time = month.AddTicks(random.NextInt64(31 * TimeSpan.TicksPerDay));
        if (random.Next(2) == 0)
            return time;

        for (var day = time; day < time.AddYears(1) && day.Year < 9999; day = day.AddDays(1))
        {
            if (zone.GetUtcOffset(day) != zone.GetUtcOffset(day.AddDays(1)))
                return day.AddTicks(random.NextInt64(TimeSpan.TicksPerDay));
        }

        return time;
    }

    public static PartitionInterval AnyInterval(Random random) =>
        new(random.Next(3) == 0 ? random.Next(1, 40) : random.Next(1, 4), (CalendarUnit)random.Next((int)CalendarUnit.Hour, (int)CalendarUnit.Year + 1));

    public static DateTimeOffset Utc(string time) => DateTimeOffset.Parse(time, styles: System.Globalization.DateTimeStyles.AssumeUniversal);

    public static TimeRange Range(string from, string to) => new(Utc(from), Utc(to));

    public static PartitionInterval Interval(string text) =>
        PartitionInterval.TryParse(text, out var interval, out var error) ? interval! : throw new FormatException(error);

    public static CalendarDuration Duration(string text) =>
        CalendarDuration.TryParse(text, out var duration, out var error) ? duration : throw new FormatException(error);
}
