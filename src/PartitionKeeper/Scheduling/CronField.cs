using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace PartitionKeeper.Scheduling;

/// <summary>One field of a cron expression: how it is called in messages and which values it takes.</summary>
sealed record CronField(string Name, int First, int Last, string Allowed, ImmutableArray<string> Names)
{
    public static readonly CronField Second = new("second", 0, 59, "0 to 59", []);
    public static readonly CronField Minute = new("minute", 0, 59, "0 to 59", []);
    public static readonly CronField Hour = new("hour", 0, 23, "0 to 23", []);
    public static readonly CronField DayOfMonth = new("day of month", 1, 31, "1 to 31, L, L-3, LW or 15W", []);
    public static readonly CronField Month = new("month", 1, 12, "1 to 12 or JAN to DEC",
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]);
    public static readonly CronField DayOfWeek = new("day of week", 0, 7, "0 to 7 (0 and 7 are Sunday), SUN to SAT, 5L or FRI#2",
        ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]);

    /// <summary>Days of the week repeat after 7 values although 8 may be written.</summary>
    int Cycle => this == DayOfWeek ? 7 : Last - First + 1;

    /// <summary>The bits of <paramref name="low"/> to <paramref name="high"/>, both inclusive. A range that ends before it starts goes
    /// round: hours 22-2 are 22, 23, 0, 1, 2.</summary>
    public ulong Range(int low, int high, int step)
    {
        var wraps = low > high;

        if (wraps && low == First + Cycle)
            low = First; // 7-2: from Sunday, the other way to write 0-2

        if (low > high)
            high += Cycle;

        var bits = 0UL;

        for (var value = low; value <= high; value += step)
            bits |= 1UL << (wraps && value >= First + Cycle ? value - Cycle : value);

        return bits;
    }
}

/// <summary>What a cron expression asks for, one bit for each value: bit 5 of <see cref="Hours"/> is 05:00. Sunday is bit 0 only.</summary>
readonly record struct CronFields
{
    public const uint EveryDay = uint.MaxValue << 1, EveryWeekday = 0b111_1111;
    const uint EveryMonth = 0b1_1111_1111_1110, EveryHour = (1u << 24) - 1;
    const ulong EverySixtieth = (1UL << 60) - 1;

    /// <summary>After 400 years the calendar repeats, days of the week included: what does not occur in 400 does not occur.</summary>
    const int CalendarCycleYears = 400;

    /// <summary>One year less than <see cref="DateTime"/> holds, so that no offset can push an occurrence out of its range.</summary>
    public const int LastYear = 9998;

    public ulong Seconds { get; init; }

    public ulong Minutes { get; init; }

    public ulong Hours { get; init; }

    public uint Days { get; init; }

    public uint Months { get; init; }

    public uint Weekdays { get; init; }

    /// <summary><c>L-3</c> is 3 days before the last of the month; null when days are counted from the first.</summary>
    public int? DaysBeforeLast { get; init; }

    /// <summary><c>W</c>: moved to the nearest Monday to Friday of the same month.</summary>
    public bool NearestWeekday { get; init; }

    /// <summary><c>#2</c> is the second such weekday of the month; 0 when not asked for.</summary>
    public int Nth { get; init; }

    /// <summary><c>5L</c>: the last such weekday of the month.</summary>
    public bool LastWeekday { get; init; }

    /// <summary>Second, minute or hour is written with <c>*</c>, a range or a step: occurs in both passes of a repeated hour.</summary>
    public bool IsInterval { get; init; }

    /// <summary>The first match at or after <paramref name="start"/>, which must be a whole second; null when there is none.</summary>
    public DateTime? FindFrom(DateTime start)
    {
        for (var year = start.Year; year <= Math.Min(start.Year + CalendarCycleYears, LastYear); year++)
        {
            for (var months = year == start.Year ? Months & (uint.MaxValue << start.Month) : Months; months != 0; months &= months - 1)
            {
                var month = First(months);
                var days = DaysOf(year, month);

                if (year == start.Year && month == start.Month)
                {
                    if ((days & (1u << start.Day)) != 0 && FindTimeFrom(start) is { } time)
                        return start.Date + time;

                    days &= (uint)(ulong.MaxValue << (start.Day + 1));
                }

                if (days != 0)
                    return new DateTime(year, month, First(days), First(Hours), First(Minutes), First(Seconds), DateTimeKind.Unspecified);
            }
        }

        return null;
    }

    /// <summary>In the order of the fields, as values: <c>*/20 3-5 * * FRI</c> is <c>0,20,40 3,4,5 * * 5</c>. Seconds are left out
    /// when 0.</summary>
    public override string ToString()
    {
        var fields = $"{Text(Minutes, EverySixtieth)} {Text(Hours, EveryHour)} {DaysText()} {Text(Months, EveryMonth)} {WeekdaysText()}";
        return Seconds == 1 ? fields : $"{Text(Seconds, EverySixtieth)} {fields}";
    }

    TimeSpan? FindTimeFrom(DateTime start)
    {
        var (hour, minute) = (start.Hour, start.Minute);

        if (Has(Hours, hour))
        {
            if (Has(Minutes, minute) && From(Seconds, start.Second) is var second and < 60)
                return new TimeSpan(hour, minute, second);

            if (From(Minutes, minute + 1) is var later and < 60)
                return new TimeSpan(hour, later, First(Seconds));
        }

        return From(Hours, hour + 1) is var next and < 24 ? new TimeSpan(next, First(Minutes), First(Seconds)) : null;
    }

    /// <summary>The matching days of a month. Day of month and day of week must both match.</summary>
    uint DaysOf(int year, int month)
    {
        var length = DateTime.DaysInMonth(year, month);
        var firstWeekday = (int)new DateTime(year, month, 1).DayOfWeek;
        var days = DaysBeforeLast switch
        {
            null => Days & ((uint)(1UL << (length + 1)) - 1),
            { } before when before < length => 1u << (length - before),
            _ => 0u,
        };

        if (NearestWeekday && days != 0)
            days = 1u << ToNearestWeekday(First(days), firstWeekday, length);

        // The week turned so that its lowest bit is the weekday of the 1st, then repeated over the month.
        var week = ((Weekdays >> firstWeekday) | (Weekdays << (7 - firstWeekday))) & EveryWeekday;
        var repeated = week * (1UL | 1UL << 7 | 1UL << 14 | 1UL << 21 | 1UL << 28);
        days &= (uint)(repeated << 1);

        if (Nth > 0)
            days &= (uint)((ulong)EveryWeekday << (7 * (Nth - 1) + 1));

        return LastWeekday ? days & (uint.MaxValue << (length - 6)) : days;
    }

    static int ToNearestWeekday(int day, int firstWeekday, int length) => (DayOfWeek)((firstWeekday + day - 1) % 7) switch
    {
        DayOfWeek.Saturday => day == 1 ? 3 : day - 1,
        DayOfWeek.Sunday => day == length ? day - 2 : day + 1,
        _ => day,
    };

    static bool Has(ulong bits, int value) => (bits >> value & 1) != 0;

    static int First(ulong bits) => BitOperations.TrailingZeroCount(bits);

    /// <summary>The lowest value that is at least <paramref name="value"/>; 64 when there is none.</summary>
    static int From(ulong bits, int value) => BitOperations.TrailingZeroCount(bits >> value << value);

    string DaysText() =>
        (DaysBeforeLast switch { null => Text(Days, EveryDay), 0 => "L", var before => $"L-{before}" }) + (NearestWeekday ? "W" : "");

    string WeekdaysText() => Text(Weekdays, EveryWeekday) + (LastWeekday ? "L" : Nth > 0 ? $"#{Nth}" : "");

    static string Text(ulong bits, ulong all)
    {
        if (bits == all)
            return "*";

        var text = new StringBuilder();

        for (; bits != 0; bits &= bits - 1)
            text.Append(text.Length == 0 ? "" : ",").Append(First(bits));

        return text.ToString();
    }
}
