using System.Diagnostics;
using System.Globalization;
using PartitionKeeper.Scheduling;

namespace PartitionKeeper.UnitTests.Scheduling;

public sealed class ScheduleTests
{
    [Fact]
    public void Reads_the_expression_in_its_zone()
    {
        var schedule = Schedule.Parse("0 2 1 * *", "Europe/Berlin");

        Assert.Equal(At("2024-06-01 02:00 +02"), schedule.Next(At("2024-05-15 00:00 +00")));
        Assert.Equal(At("2024-12-01 02:00 +01"), schedule.Next(At("2024-11-15 00:00 +00")));
        Assert.Equal("0 2 1 * * (Europe/Berlin)", schedule.ToString());
    }

    [Fact]
    public void Next_leaves_out_the_given_instant() =>
        Assert.Equal(At("2024-07-01 02:00 +00"), Schedule.Parse("0 2 1 * *", "UTC").Next(At("2024-06-01 02:00 +00")));

    [Theory, InlineData("asia/TOKYO", "Asia/Tokyo"), InlineData("utc", "UTC")]
    public void Reads_zones_in_either_case(string written, string id) => Assert.Equal(id, Schedule.Parse("@daily", written).Zone.Id);

    [Fact]
    public void Is_equal_by_value()
    {
        Assert.Equal(Schedule.Parse("@daily", "Europe/Berlin"), Schedule.Parse("0 0 * * *", "Europe/Berlin"));
        Assert.NotEqual(Schedule.Parse("@daily", "Europe/Berlin"), Schedule.Parse("@daily", "UTC"));
        Assert.NotEqual(Schedule.Parse("@daily", "UTC"), Schedule.Parse("@weekly", "UTC"));
    }

    [Theory]
    [InlineData("0 61 * * *", "UTC", "cron expression '0 61 * * *' cannot be read: hour: found '61'; use 0 to 23")]
    [InlineData("0 2 30 2 *", "UTC", "cron expression '0 2 30 2 *' never occurs; day of month, month and day of week must be possible together")]
    [InlineData("0 2 1 * *", "Europe/Atlantis", "time zone 'Europe/Atlantis' is not known; use an IANA id such as UTC or Europe/Berlin")]
    [InlineData("0 2 1 * *", " Europe/Berlin", "time zone ' Europe/Berlin' is not known; use an IANA id such as UTC or Europe/Berlin")]
    [InlineData("0 2 1 * *", "", "time zone '' is not known; use an IANA id such as UTC or Europe/Berlin")]
    [InlineData("0 2 1 * *", "../Europe/Berlin", "time zone '../Europe/Berlin' is not known; use an IANA id such as UTC or Europe/Berlin")]
    public void Says_what_to_do_about_an_error(string cron, string zone, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<FormatException>(() => Schedule.Parse(cron, zone)).Message);

    [Fact]
    public void Tells_all_errors_at_once()
    {
        Assert.False(Schedule.TryParse("x", "y", out var schedule, out var errors));

        Assert.Null(schedule);
        Assert.Equal(2, errors.Length);
    }

    [Fact]
    public void Cannot_be_built_without_occurrences() =>
        Assert.Throws<ArgumentException>(() => new Schedule(CronExpression.Parse("0 2 30 2 *"), TimeZoneInfo.Utc));

    [Theory]
    [InlineData("2024-06-01 02:00 +00", "2024-05-01 02:00 +00", "2024-06-01 02:00 +00")]
    [InlineData("2024-06-01 01:59:59.9999999 +00", "2024-05-01 02:00 +00", null)]
    [InlineData("2024-06-30 00:00 +00", "2024-06-01 02:00 +00", null)]
    [InlineData("2024-06-30 00:00 +00", "2024-06-01 01:59:59.9999999 +00", "2024-06-01 02:00 +00")]
    [InlineData("2024-06-30 00:00 +00", "2020-01-01 00:00 +00", "2024-06-01 02:00 +00")]
    [InlineData("2024-06-30 00:00 +00", "2024-06-30 00:00 +00", null)]
    [InlineData("2024-06-30 00:00 +00", "2024-07-30 00:00 +00", null)]
    public void Finds_the_latest_missed_run(string now, string since, string? expected) => Assert.Equal(
        expected is null ? null : At(expected),
        Schedule.Parse("0 2 1 * *", "UTC").LatestAtOrBefore(At(now), At(since)));

    [Theory]
    [InlineData("30 2 * * *", "2024-03-31 12:00 +02", "2024-03-31 03:00 +02")]
    [InlineData("30 2 * * *", "2024-03-31 03:00 +02", "2024-03-31 03:00 +02")]
    [InlineData("30 2 * * *", "2024-03-31 01:59:59 +01", "2024-03-30 02:30 +01")]
    [InlineData("30 2 * * *", "2024-10-27 12:00 +01", "2024-10-27 02:30 +02")]
    [InlineData("30 * * * *", "2024-10-27 02:45 +01", "2024-10-27 02:30 +01")]
    [InlineData("30 * * * *", "2024-10-27 02:15 +01", "2024-10-27 02:30 +02")]
    public void Finds_the_latest_missed_run_where_clocks_change(string cron, string now, string expected) =>
        Assert.Equal(At(expected), Schedule.Parse(cron, "Europe/Berlin").LatestAtOrBefore(At(now), DateTimeOffset.MinValue));

    [Fact]
    public void Finds_the_latest_of_years_of_minutes_at_once()
    {
        var schedule = Schedule.Parse("* * * * *", "Europe/Berlin");
        var watch = Stopwatch.StartNew();

        for (var day = 0; day < 100; day++)
        {
            var now = At("2024-06-30 12:34:56 +00").AddDays(day);

            Assert.Equal(now.AddSeconds(-56), schedule.LatestAtOrBefore(now, At("1994-01-01 00:00 +00")));
        }

        // Stepping through the minutes of 30 years a hundred times would take minutes.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Finds_the_last_that_listing_them_all_finds(int seed)
    {
        var random = new Random(seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        for (var round = 0; round < 50; round++)
        {
            var reference = ReferenceCron.Random(random);
            var expression = CronExpression.Parse(reference.Text);

            if (expression.GetNextOccurrence(DateTime.UnixEpoch) is null)
                continue;

            var now = At("2024-04-01 00:00 +00").AddSeconds(random.Next(2 * 86400));
            var since = now.AddSeconds(-random.Next(6 * 86400));

            var latest = new Schedule(expression, zone).LatestAtOrBefore(now, since);

            var all = expression.GetOccurrences(since, now, zone, fromInclusive: false, toInclusive: true);
            Assert.True(latest == all.Select(at => (DateTimeOffset?)at).LastOrDefault(), $"{reference.Text} at {now:O} since {since:O}, seed {seed}");
        }
    }

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
