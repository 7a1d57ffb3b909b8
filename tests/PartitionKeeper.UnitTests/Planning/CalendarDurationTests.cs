using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.Zones;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class CalendarDurationTests
{
    [Theory]
    [InlineData("12 months", 12, CalendarUnit.Month, "12 months")]
    [InlineData("1 day", 1, CalendarUnit.Day, "1 day")]
    [InlineData("0 days", 0, CalendarUnit.Day, "0 days")]
    [InlineData("200 ms", 200, CalendarUnit.Millisecond, "200 milliseconds")]
    [InlineData("5 s", 5, CalendarUnit.Second, "5 seconds")]
    [InlineData("10 min", 10, CalendarUnit.Minute, "10 minutes")]
    [InlineData("  2   Quarters ", 2, CalendarUnit.Quarter, "2 quarters")]
    public void Reads_a_number_and_a_unit(string text, int count, CalendarUnit unit, string shown)
    {
        Assert.True(CalendarDuration.TryParse(text, out var duration, out var error));

        Assert.Null(error);
        Assert.Equal(new CalendarDuration(count, unit), duration);
        Assert.Equal(shown, duration.ToString());
    }

    [Theory]
    [InlineData("30", "\"30\" has no unit; write what is meant, such as \"30 days\" or \"30 months\" (units: milliseconds, seconds, minutes, hours, days, weeks, months, quarters, years)")]
    [InlineData("month", "\"month\" has no number; write \"1 month\"")]
    [InlineData("12months", "\"12months\" needs a space; write \"12 months\"")]
    [InlineData("", "is empty; write a whole number and a unit, such as \"12 months\"")]
    [InlineData("1.5 months", "\"1.5 months\" is not a whole number and a unit; write for example \"12 months\"")]
    [InlineData("12 m", "\"12 m\" has no unit that can be used here; the units are milliseconds, seconds, minutes, hours, days, weeks, months, quarters, years")]
    [InlineData("99999999999 days", "\"99999999999 days\" is out of range: the number is at most 2147483647")]
    public void Says_what_would_be_right(string text, string expected)
    {
        Assert.False(CalendarDuration.TryParse(text, out _, out var error));

        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("-1 days")]
    [InlineData("P1Y")]
    [InlineData("forever")]
    [InlineData("1 month 2 days")]
    public void Refuses_everything_else(string text) => Assert.False(CalendarDuration.TryParse(text, out _, out _));

    [Theory]
    [InlineData("2026-03-31 12:00", "1 month", "2026-02-28 12:00")]
    [InlineData("2028-03-31 12:00", "1 month", "2028-02-29 12:00")]
    [InlineData("2028-02-29 00:00", "1 year", "2027-02-28 00:00")]
    [InlineData("2026-05-31 00:00", "1 quarter", "2026-02-28 00:00")]
    [InlineData("2026-11-21 20:06", "12 months", "2025-11-21 20:06")]
    [InlineData("2026-01-01 00:00", "2 weeks", "2025-12-18 00:00")]
    [InlineData("2026-01-01 00:00", "90 min", "2025-12-31 22:30")]
    public void Goes_back_by_the_calendar(string time, string duration, string expected) =>
        Assert.Equal(Utc(expected), Duration(duration).Before(Utc(time), TimeZoneInfo.Utc));

    [Theory]
    [InlineData("2026-10-24 22:00", "1 day", "2026-10-25 23:00")] // a day of 25 hours
    [InlineData("2026-10-24 22:00", "24 hours", "2026-10-25 22:00")]
    [InlineData("2026-03-28 01:30", "1 day", "2026-03-29 01:00")] // 02:30 does not exist
    [InlineData("2026-10-24 00:30", "1 day", "2026-10-25 00:30")] // 02:30 exists twice
    [InlineData("2026-10-25 01:30", "0 days", "2026-10-25 01:30")] // the second 02:30 stays itself
    public void Goes_forward_by_the_clock_on_the_wall(string time, string duration, string expected) =>
        Assert.Equal(Utc(expected), Duration(duration).After(Utc(time), Berlin));

    [Fact]
    public void The_day_that_Apia_left_out_ends_before_it_began() =>
        Assert.Equal(Utc("2011-12-30 10:00"), Duration("1 day").After(Utc("2011-12-29 22:00"), Of("Pacific/Apia")));

    [Theory]
    [InlineData("2147483647 years")]
    [InlineData("2147483647 weeks")]
    [InlineData("2147483647 days")]
    [InlineData("10000 years")]
    public void Stops_at_the_ends_of_the_calendar(string text)
    {
        var duration = Duration(text);

        Assert.Equal(DateTimeOffset.MinValue, duration.Before(Utc("2026-01-01"), Berlin));
        Assert.Equal(DateTimeOffset.MaxValue, duration.After(Utc("2026-01-01"), Berlin));
    }

    [Fact]
    public void Months_have_no_length_of_their_own()
    {
        Assert.Equal(TimeSpan.FromDays(14), Duration("2 weeks").Elapsed);
        Assert.Equal(TimeSpan.FromMilliseconds(200), Duration("200 ms").Elapsed);
        Assert.Equal(TimeSpan.MaxValue, Duration("2147483647 weeks").Elapsed);
        Assert.Null(Duration("1 month").Elapsed);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Longer_durations_go_further_and_later_times_arrive_later(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1_000; i++)
        {
            var zone = Any(random);
            var unit = (CalendarUnit)random.Next((int)CalendarUnit.Year + 1);
            var count = random.Next(random.Next(2) == 0 ? 100 : int.MaxValue);
            var (shorter, longer) = (new CalendarDuration(count, unit), new CalendarDuration(count + 1, unit));
            var time = AnyTime(random, zone);
            var where = $"seed {seed}, {longer} at {time:O} in {zone.Id}";

            Assert.True(longer.Before(time, zone) <= shorter.Before(time, zone), where);
            Assert.True(longer.After(time, zone) >= shorter.After(time, zone), where);

            // Closer times may change places where the day is clamped to the month's last, or where clocks are turned back.
            var later = time < DateTimeOffset.MaxValue.AddDays(-5) ? time.AddDays(5) : time;
            Assert.True(shorter.Before(time, zone) <= shorter.Before(later, zone), where);
            Assert.True(shorter.After(time, zone) <= shorter.After(later, zone), where);
        }
    }
}
