using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.Zones;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class RangeGridTests
{
    [Theory]
    [InlineData("1 hour", "2026-11-21 20:06", "2026-11-21 20:00", "2026-11-21 21:00")]
    [InlineData("1 day", "2026-11-21 20:06", "2026-11-21", "2026-11-22")]
    [InlineData("1 week", "2026-11-21 20:06", "2026-11-16", "2026-11-23")]
    [InlineData("1 week", "2026-11-16 00:00", "2026-11-16", "2026-11-23")]
    [InlineData("1 month", "2026-11-21 20:06", "2026-11-01", "2026-12-01")]
    [InlineData("1 month", "2028-02-29 12:00", "2028-02-01", "2028-03-01")]
    [InlineData("1 quarter", "2026-11-21 20:06", "2026-10-01", "2027-01-01")]
    [InlineData("3 months", "2026-11-21 20:06", "2026-10-01", "2027-01-01")]
    [InlineData("1 year", "2026-11-21 20:06", "2026-01-01", "2027-01-01")]
    public void Cuts_calendar_units(string interval, string time, string from, string to) =>
        Assert.Equal(Range(from, to), new RangeGrid(Interval(interval), TimeZoneInfo.Utc).RangeAt(Utc(time)));

    [Theory]
    [InlineData("5 months", "2000-06-01", "2000-06-01", "2000-11-01")]
    [InlineData("5 months", "1999-12-31", "1999-08-01", "2000-01-01")]
    [InlineData("2 weeks", "2000-01-02", "1999-12-20", "2000-01-03")]
    [InlineData("2 weeks", "2000-01-16", "2000-01-03", "2000-01-17")]
    [InlineData("6 hours", "1999-12-31 17:59", "1999-12-31 12:00", "1999-12-31 18:00")]
    [InlineData("10 days", "2000-01-10 23:00", "2000-01-01", "2000-01-11")]
    [InlineData("10 days", "1999-12-31", "1999-12-22", "2000-01-01")]
    [InlineData("10 years", "1969-07-20", "1960-01-01", "1970-01-01")]
    public void Multiples_are_anchored_at_2000(string interval, string time, string from, string to) =>
        Assert.Equal(Range(from, to), new RangeGrid(Interval(interval), TimeZoneInfo.Utc).RangeAt(Utc(time)));

    [Theory]
    [InlineData("2026-10-25 00:30", "2026-10-25 00:00", "2026-10-25 02:00")] // 02:00 to 03:00, twice
    [InlineData("2026-10-25 01:30", "2026-10-25 00:00", "2026-10-25 02:00")]
    [InlineData("2026-10-25 02:00", "2026-10-25 02:00", "2026-10-25 03:00")]
    [InlineData("2026-03-29 00:59", "2026-03-29 00:00", "2026-03-29 01:00")] // 01:00 to 02:00, then 03:00
    [InlineData("2026-03-29 01:00", "2026-03-29 01:00", "2026-03-29 02:00")]
    public void Hours_follow_the_clock_of_Berlin(string time, string from, string to) =>
        Assert.Equal(Range(from, to), new RangeGrid(Interval("1 hour"), Berlin).RangeAt(Utc(time)));

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25 12:00", 25)]
    [InlineData("Europe/Berlin", "2026-03-29 12:00", 23)]
    [InlineData("Australia/Lord_Howe", "2026-04-05 00:00", 24.5)]
    [InlineData("Australia/Lord_Howe", "2026-10-04 00:00", 23.5)]
    [InlineData("America/Sao_Paulo", "2018-11-04 12:00", 23)] // midnight does not exist
    [InlineData("America/Sao_Paulo", "2018-02-17 12:00", 25)] // 23:00 exists twice
    [InlineData("America/Havana", "2026-11-01 12:00", 25)] // midnight exists twice
    [InlineData("America/Havana", "2026-03-08 12:00", 23)]
    [InlineData("Asia/Kolkata", "2026-03-08 12:00", 24)]
    public void Days_are_as_long_as_they_were(string zone, string time, double hours)
    {
        var day = new RangeGrid(Interval("1 day"), Of(zone)).RangeAt(Utc(time));

        Assert.Equal(TimeSpan.FromHours(hours), day.To - day.From);
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-15", 743)]
    [InlineData("America/New_York", "2026-11-15", 721)]
    [InlineData("Europe/Berlin", "2026-03-15", 743)]
    public void Months_are_as_long_as_they_were(string zone, string time, double hours)
    {
        var month = new RangeGrid(Interval("1 month"), Of(zone)).RangeAt(Utc(time));

        Assert.Equal(TimeSpan.FromHours(hours), month.To - month.From);
    }

    [Fact]
    public void A_midnight_that_does_not_exist_is_the_first_instant_after_the_gap() =>
        Assert.Equal(
            Range("2018-11-04 03:00", "2018-11-05 02:00"), new RangeGrid(Interval("1 day"), Of("America/Sao_Paulo")).RangeAt(Utc("2018-11-04 03:00")));

    [Fact]
    public void A_midnight_that_exists_twice_is_its_first_occurrence() =>
        Assert.Equal(
            Range("2026-11-01 04:00", "2026-11-02 05:00"), new RangeGrid(Interval("1 day"), Of("America/Havana")).RangeAt(Utc("2026-11-01 05:30")));

    [Fact]
    public void The_day_that_Apia_left_out_has_no_range() => Assert.Equal(
        [Range("2011-12-29 10:00", "2011-12-30 10:00"), Range("2011-12-30 10:00", "2011-12-31 10:00")],
        new RangeGrid(Interval("1 day"), Of("Pacific/Apia")).Ranges(Utc("2011-12-29 10:00"), Utc("2011-12-31 10:00")));

    [Fact]
    public void A_month_of_Berlin_begins_before_that_of_UTC() =>
        Assert.Equal(Range("2025-12-31 23:00", "2026-01-31 23:00"), new RangeGrid(Interval("1 month"), Berlin).RangeAt(Utc("2026-01-01")));

    [Fact]
    public void Ranges_are_those_that_overlap()
    {
        var grid = new RangeGrid(Interval("1 month"), TimeZoneInfo.Utc);

        Assert.Equal(
            [Range("2026-01-01", "2026-02-01"), Range("2026-02-01", "2026-03-01")], grid.Ranges(Utc("2026-01-31"), Utc("2026-03-01")));
        Assert.Equal([Range("2026-01-01", "2026-02-01")], grid.Ranges(Utc("2026-01-31"), Utc("2026-02-01")));
        Assert.Empty(grid.Ranges(Utc("2026-01-31"), Utc("2026-01-31")));
    }

    [Theory]
    [InlineData("1 hour")]
    [InlineData("1 day")]
    [InlineData("1 week")]
    [InlineData("5 months")]
    [InlineData("100 years")]
    public void The_ends_of_the_calendar_are_ends_of_ranges(string interval)
    {
        foreach (var zone in (string[])["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
        {
            var grid = new RangeGrid(Interval(interval), Of(zone));

            Assert.Equal(DateTimeOffset.MinValue, grid.RangeAt(DateTimeOffset.MinValue).From);
            var last = grid.RangeAt(DateTimeOffset.MaxValue);
            Assert.Equal(DateTimeOffset.MaxValue, last.To);
            Assert.Equal(last, grid.Next(last));
            Assert.True(grid.Ranges(last.From.AddHours(-1), DateTimeOffset.MaxValue).Count() is 1 or 2);
        }
    }
}
