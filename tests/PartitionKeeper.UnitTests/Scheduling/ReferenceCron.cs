namespace PartitionKeeper.UnitTests.Scheduling;

/// <summary>A random cron expression and, written without looking at the product's way, what it means: whether a given minute is one of its
/// occurrences.</summary>
sealed record ReferenceCron(string Text, bool IsInterval, Func<DateTime, bool> MatchesTime, Func<DateTime, bool> MatchesDay)
{
    static readonly string[] Months = ["jan", "FEB", "Mar", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    static readonly string[] Weekdays = ["SUN", "MON", "tue", "WED", "Thu", "FRI", "SAT"];

    public static ReferenceCron Random(Random random)
    {
        var minute = Values(random, 0, 59, 60, value => $"{value}");
        var hour = Values(random, 0, 23, 24, value => $"{value}");
        var month = Values(random, 1, 12, 12, value => random.Next(2) == 0 ? $"{value}" : Months[value - 1]);
        var (day, dayMatches) = DayOfMonth(random);
        var (weekday, weekdayMatches) = DayOfWeek(random);

        return new ReferenceCron(
            $"{minute.Text} {hour.Text} {day} {month.Text} {weekday}",
            minute.IsInterval || hour.IsInterval,
            time => time is { Second: 0, Millisecond: 0 } && minute.Contains(time.Minute) && hour.Contains(time.Hour),
            time => month.Contains(time.Month) && dayMatches(time) && weekdayMatches(time));
    }

    public bool Matches(DateTime time) => MatchesTime(time) && MatchesDay(time);

    public bool Matches(DateTime utc, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(utc + zone.GetUtcOffset(utc), DateTimeKind.Unspecified);
        var before = DateTime.SpecifyKind(utc + zone.GetUtcOffset(utc.AddTicks(-1)), DateTimeKind.Unspecified);

        // The clock has just jumped from `before` to `local`: the minutes between them move here.
        for (var skipped = before; skipped < local; skipped = skipped.AddMinutes(1))
        {
            if (Matches(skipped))
                return true;
        }

        var isSecondPass = zone.IsAmbiguousTime(local) && zone.GetUtcOffset(utc) == zone.GetAmbiguousTimeOffsets(local).Min();

        return Matches(local) && (IsInterval || !isSecondPass);
    }

    static (string Text, bool IsInterval, Func<int, bool> Contains) Values(Random random, int first, int last, int cycle, Func<int, string> write)
    {
        var (low, high, step) = (random.Next(first, last + 1), random.Next(first, last + 1), random.Next(1, last + 1));

        return random.Next(7) switch
        {
            0 or 1 => ("*", true, _ => true),
            2 => ($"?/{step}", true, value => (value - first) % step == 0),
            3 => ($"{write(low)}/{step}", true, value => value >= low && (value - low) % step == 0),
            4 => ($"{write(low)}-{write(high)}", true, value => (value - low + cycle) % cycle <= (high - low + cycle) % cycle),
            5 => (
                $"{write(low)}-{write(high)}/{step}",
                true,
                value => (value - low + cycle) % cycle is var place && place <= (high - low + cycle) % cycle && place % step == 0),
            _ => ($"{write(low)},{write(high)}", false, value => value == low || value == high),
        };
    }

    static (string Text, Func<DateTime, bool> Matches) DayOfMonth(Random random)
    {
        var day = random.Next(1, 32);
        var values = Values(random, 1, 31, 31, value => $"{value}");

        return random.Next(8) switch
        {
            0 => ("L", time => time.AddDays(1).Day == 1),
            1 => ($"L-{day - 1}", time => time.Day == LengthOf(time) - (day - 1)),
            2 => ($"{day}W", time => time.Day == Nearest(time, day)),
            3 => ("LW", time => time.Day == Nearest(time, LengthOf(time))),
            4 => (values.Text, time => values.Contains(time.Day)),
            _ => ("*", _ => true),
        };
    }

    static (string Text, Func<DateTime, bool> Matches) DayOfWeek(Random random)
    {
        var (weekday, nth) = (random.Next(0, 7), random.Next(1, 6));
        var name = random.Next(2) == 0 ? Weekdays[weekday] : weekday == 0 ? "7" : $"{weekday}";
        var values = Values(random, 0, 6, 7, value => Weekdays[value]);

        return random.Next(7) switch
        {
            0 => ($"{name}#{nth}", time => (int)time.DayOfWeek == weekday && (time.Day - 1) / 7 + 1 == nth),
            1 => ($"{name}L", time => (int)time.DayOfWeek == weekday && time.AddDays(7).Month != time.Month),
            2 when !values.Text.Contains('/') => (values.Text, time => values.Contains((int)time.DayOfWeek)),
            _ => ("?", _ => true),
        };
    }

    /// <summary>The nearest Monday to Friday in the month of <paramref name="time"/>, the earlier one first; 0 when the month has no such day.</summary>
    static int Nearest(DateTime time, int day) => day > LengthOf(time) ? 0 : new[] { 0, -1, 1, -2, 2 }
        .Select(shift => day + shift)
        .First(near => near >= 1 && near <= LengthOf(time)
            && new DateTime(time.Year, time.Month, near).DayOfWeek is not (System.DayOfWeek.Saturday or System.DayOfWeek.Sunday));

    static int LengthOf(DateTime time) => DateTime.DaysInMonth(time.Year, time.Month);
}
