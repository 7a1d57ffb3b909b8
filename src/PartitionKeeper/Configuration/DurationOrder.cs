using PartitionKeeper.Planning;

namespace PartitionKeeper.Configuration;

/// <summary>Compares durations of which some have no length of their own.</summary>
static class DurationOrder
{
    /// <summary>Surely shorter, whatever the months: 27 days are shorter than a month, 30 days need not be.</summary>
    public static bool IsShorter(CalendarDuration a, CalendarDuration b) =>
        Months(a) is { } monthsOfA && Months(b) is { } monthsOfB ? monthsOfA < monthsOfB : Longest(a) < Shortest(b);

    static long? Months(CalendarDuration duration) => duration.Unit switch
    {
        CalendarUnit.Month => duration.Count,
        CalendarUnit.Quarter => duration.Count * 3L,
        CalendarUnit.Year => duration.Count * 12L,
        _ => null,
    };

    static double Longest(CalendarDuration duration) =>
        Months(duration) is not { } months ? Seconds(duration)
        : Days(Math.Min(months * 31.0, months / 12 * 366.0 + months % 12 * 31.0));

    static double Shortest(CalendarDuration duration) =>
        Months(duration) is not { } months ? Seconds(duration)
        : Days(Math.Max(months * 28.0, months / 12 * 365.0 + months % 12 * 28.0));

    static double Days(double days) => days * 86_400;

    static double Seconds(CalendarDuration duration) => duration.Count * (duration.Unit switch
    {
        CalendarUnit.Millisecond => 0.001,
        CalendarUnit.Second => 1,
        CalendarUnit.Minute => 60,
        CalendarUnit.Hour => 3_600,
        CalendarUnit.Day => Days(1),
        _ => Days(7),
    });
}
