using PartitionKeeper.Scheduling;

namespace PartitionKeeper.UnitTests.Scheduling;

/// <summary>In UTC: every element of the syntax, with the next occurrence after a given time. 1 January 2024 was a Monday.</summary>
public sealed class CronExpressionTests
{
    [Theory]
    // single values and *
    [InlineData("* * * * *", "2024-01-01 00:00", "2024-01-01 00:01")]
    [InlineData("* * * * *", "2024-12-31 23:59", "2025-01-01 00:00")]
    [InlineData("30 * * * *", "2024-01-01 00:30", "2024-01-01 01:30")]
    [InlineData("0 2 * * *", "2024-01-01 02:00", "2024-01-02 02:00")]
    [InlineData("0 2 1 * *", "2024-01-01 02:00", "2024-02-01 02:00")]
    [InlineData("0 2 1 * *", "2024-12-01 02:00:01", "2025-01-01 02:00")]
    [InlineData("59 23 31 12 *", "2024-12-31 23:59", "2025-12-31 23:59")]
    [InlineData("\t 5   4\t3 2 *  ", "2024-01-01 00:00", "2024-02-03 04:05")]
    [InlineData("05 04 03 02 *", "2024-01-01 00:00", "2024-02-03 04:05")]
    // lists
    [InlineData("0,20,40 * * * *", "2024-01-01 00:20", "2024-01-01 00:40")]
    [InlineData("40,0,20 * * * *", "2024-01-01 00:40", "2024-01-01 01:00")]
    [InlineData("0 0 1,15 * *", "2024-01-01 00:00", "2024-01-15 00:00")]
    [InlineData("0 0 1 1,7 *", "2024-01-01 00:00", "2024-07-01 00:00")]
    // ranges
    [InlineData("0 9-17 * * *", "2024-01-01 17:00", "2024-01-02 09:00")]
    [InlineData("0 9-17 * * *", "2024-01-01 12:59", "2024-01-01 13:00")]
    [InlineData("0 0 * * 1-5", "2024-01-05 00:00", "2024-01-08 00:00")]
    [InlineData("5-5 * * * *", "2024-01-01 00:05", "2024-01-01 01:05")]
    [InlineData("0,50-55/5 0 * * *", "2024-01-01 00:50", "2024-01-01 00:55")]
    // ranges that go round
    [InlineData("0 22-2 * * *", "2024-01-01 02:00", "2024-01-01 22:00")]
    [InlineData("0 22-2 * * *", "2024-01-01 23:00", "2024-01-02 00:00")]
    [InlineData("58-1 * * * *", "2024-01-01 00:01", "2024-01-01 00:58")]
    [InlineData("58-1 * * * *", "2024-01-01 00:59", "2024-01-01 01:00")]
    [InlineData("0 0 30-2 * *", "2024-01-02 00:00", "2024-01-30 00:00")]
    [InlineData("0 0 30-2 * *", "2024-01-31 00:00", "2024-02-01 00:00")]
    [InlineData("0 0 1 NOV-FEB *", "2024-02-01 00:00", "2024-11-01 00:00")]
    [InlineData("0 0 * * FRI-MON", "2024-01-01 00:00", "2024-01-05 00:00")]
    [InlineData("0 0 * * SAT-SUN", "2024-01-06 00:00", "2024-01-07 00:00")]
    [InlineData("0 0 * * 7-2", "2024-01-02 00:00", "2024-01-07 00:00")]
    [InlineData("0 20-3/3 * * *", "2024-01-01 20:00", "2024-01-01 23:00")]
    [InlineData("0 20-3/3 * * *", "2024-01-01 23:00", "2024-01-02 02:00")]
    [InlineData("0 20-3/3 * * *", "2024-01-01 02:00", "2024-01-01 20:00")]
    [InlineData("0 0 29-6/4 1 *", "2024-01-01 00:00", "2024-01-02 00:00")]
    [InlineData("0 0 29-6/4 1 *", "2024-01-02 00:00", "2024-01-06 00:00")]
    [InlineData("0 0 29-6/4 1 *", "2024-01-06 00:00", "2024-01-29 00:00")]
    // steps
    [InlineData("*/15 * * * *", "2024-01-01 00:45", "2024-01-01 01:00")]
    [InlineData("*/24 * * * *", "2024-01-01 00:24", "2024-01-01 00:48")]
    [InlineData("*/24 * * * *", "2024-01-01 00:48", "2024-01-01 01:00")]
    [InlineData("7/20 * * * *", "2024-01-01 00:07", "2024-01-01 00:27")]
    [InlineData("7/20 * * * *", "2024-01-01 00:47", "2024-01-01 01:07")]
    [InlineData("0 0 */10 * *", "2024-01-31 00:00", "2024-02-01 00:00")]
    [InlineData("0 0 1 */3 *", "2024-01-01 00:00", "2024-04-01 00:00")]
    [InlineData("0 0 1-15/3 * *", "2024-01-13 00:00", "2024-02-01 00:00")]
    [InlineData("0 0 * * */2", "2024-01-01 00:00", "2024-01-02 00:00")]
    [InlineData("0 0 * * 5/2", "2024-01-01 00:00", "2024-01-05 00:00")]
    [InlineData("0 0 * * 5/2", "2024-01-05 00:00", "2024-01-07 00:00")]
    [InlineData("59/59 * * * *", "2024-01-01 00:00", "2024-01-01 00:59")]
    // names, in any case
    [InlineData("0 0 1 FEB *", "2024-01-01 00:00", "2024-02-01 00:00")]
    [InlineData("0 0 1 jan,Dec *", "2024-01-01 00:00", "2024-12-01 00:00")]
    [InlineData("0 0 1 mar-JUN/2 *", "2024-03-01 00:00", "2024-05-01 00:00")]
    [InlineData("0 0 * * wed", "2024-01-01 00:00", "2024-01-03 00:00")]
    [InlineData("0 0 * * Mon-Fri", "2024-01-05 00:00", "2024-01-08 00:00")]
    [InlineData("0 0 * * SUN", "2024-01-01 00:00", "2024-01-07 00:00")]
    [InlineData("0 0 * * 0", "2024-01-01 00:00", "2024-01-07 00:00")]
    [InlineData("0 0 * * 7", "2024-01-01 00:00", "2024-01-07 00:00")]
    [InlineData("0 0 * * 6-7", "2024-01-06 00:00", "2024-01-07 00:00")]
    // ?
    [InlineData("0 0 ? * 1", "2024-01-01 00:00", "2024-01-08 00:00")]
    [InlineData("0 0 5 * ?", "2024-01-01 00:00", "2024-01-05 00:00")]
    [InlineData("? ?/6 * * *", "2024-01-01 00:59", "2024-01-01 06:00")]
    // day of month and day of week must both match
    [InlineData("0 0 13 * FRI", "2024-01-01 00:00", "2024-09-13 00:00")]
    [InlineData("0 0 13 * FRI", "2024-09-13 00:00", "2024-12-13 00:00")]
    [InlineData("0 0 1-7 * MON", "2024-01-01 00:00", "2024-02-05 00:00")]
    [InlineData("0 0 29 2 MON", "2024-01-01 00:00", "2044-02-29 00:00")]
    // months without the day, and leap years
    [InlineData("0 0 31 * *", "2024-01-31 00:00", "2024-03-31 00:00")]
    [InlineData("0 0 30 * *", "2024-01-30 00:00", "2024-03-30 00:00")]
    [InlineData("0 0 29 2 *", "2024-02-29 00:00", "2028-02-29 00:00")]
    [InlineData("0 0 29 2 *", "2096-02-29 00:00", "2104-02-29 00:00")]
    [InlineData("0 0 29 2 *", "1996-03-01 00:00", "2000-02-29 00:00")]
    // L
    [InlineData("0 0 L * *", "2024-01-01 00:00", "2024-01-31 00:00")]
    [InlineData("0 0 L * *", "2024-01-31 00:00", "2024-02-29 00:00")]
    [InlineData("0 0 l 2 *", "2024-02-29 00:00", "2025-02-28 00:00")]
    [InlineData("0 0 L-3 * *", "2024-02-01 00:00", "2024-02-26 00:00")]
    [InlineData("0 0 L-0 * *", "2024-02-01 00:00", "2024-02-29 00:00")]
    [InlineData("0 0 L-30 * *", "2024-01-01 00:00", "2024-03-01 00:00")]
    [InlineData("0 0 L-29 * *", "2024-02-01 00:00", "2024-03-02 00:00")]
    [InlineData("0 0 L * FRI", "2024-01-01 00:00", "2024-05-31 00:00")]
    // W
    [InlineData("0 0 15W * *", "2024-06-01 00:00", "2024-06-14 00:00")]
    [InlineData("0 0 15W * *", "2024-08-15 00:00", "2024-09-16 00:00")]
    [InlineData("0 0 15w * *", "2024-02-01 00:00", "2024-02-15 00:00")]
    [InlineData("0 0 1W * *", "2024-06-01 00:00", "2024-06-03 00:00")]
    [InlineData("0 0 1W * *", "2024-08-02 00:00", "2024-09-02 00:00")]
    [InlineData("0 0 31W * *", "2024-03-01 00:00", "2024-03-29 00:00")]
    [InlineData("0 0 31W * *", "2024-03-29 00:00", "2024-05-31 00:00")]
    [InlineData("0 0 30W 6 *", "2024-06-01 00:00", "2024-06-28 00:00")]
    [InlineData("0 0 16W * *", "2024-06-16 12:00", "2024-06-17 00:00")]
    [InlineData("0 0 15W * MON", "2024-06-01 00:00", "2024-07-15 00:00")]
    [InlineData("0 12 15W * *", "2024-06-14 11:59", "2024-06-14 12:00")]
    [InlineData("0 0 LW * *", "2024-03-01 00:00", "2024-03-29 00:00")]
    [InlineData("0 0 LW * *", "2024-03-29 00:00", "2024-04-30 00:00")]
    [InlineData("0 0 lw * *", "2024-08-01 00:00", "2024-08-30 00:00")]
    [InlineData("0 0 L-2W * *", "2024-06-01 00:00", "2024-06-28 00:00")]
    [InlineData("0 0 L-1W 6 *", "2024-06-01 00:00", "2024-06-28 00:00")]
    // last weekday of the month
    [InlineData("0 0 * * 5L", "2024-01-01 00:00", "2024-01-26 00:00")]
    [InlineData("0 0 * * FRIL", "2024-01-26 00:00", "2024-02-23 00:00")]
    [InlineData("0 0 * * fril", "2024-03-01 00:00", "2024-03-29 00:00")]
    [InlineData("0 0 * * 0L", "2024-03-01 00:00", "2024-03-31 00:00")]
    [InlineData("0 0 * * 7L", "2024-03-01 00:00", "2024-03-31 00:00")]
    [InlineData("0 0 * 2 4L", "2024-01-01 00:00", "2024-02-29 00:00")]
    [InlineData("0 0 22 * FRIL", "2024-01-01 00:00", "2030-02-22 00:00")]
    // nth weekday of the month
    [InlineData("0 0 * * FRI#2", "2024-01-01 00:00", "2024-01-12 00:00")]
    [InlineData("0 0 * * 1#1", "2024-01-01 00:00", "2024-02-05 00:00")]
    [InlineData("0 0 * * 6#5", "2024-01-01 00:00", "2024-03-30 00:00")]
    [InlineData("0 0 * * 7#1", "2024-01-01 00:00", "2024-01-07 00:00")]
    [InlineData("0 0 * * sun#5", "2024-01-01 00:00", "2024-03-31 00:00")]
    [InlineData("0 0 29 2 THU#5", "2024-01-01 00:00", "2024-02-29 00:00")]
    [InlineData("0 0 ? 1 MON#1", "2024-01-01 00:00", "2025-01-06 00:00")]
    // macros
    [InlineData("@yearly", "2024-01-01 00:00", "2025-01-01 00:00")]
    [InlineData("@annually", "2024-01-01 00:00", "2025-01-01 00:00")]
    [InlineData("@monthly", "2024-01-01 00:00", "2024-02-01 00:00")]
    [InlineData("@weekly", "2024-01-01 00:00", "2024-01-07 00:00")]
    [InlineData("@daily", "2024-01-01 00:00", "2024-01-02 00:00")]
    [InlineData("@midnight", "2024-01-01 00:00", "2024-01-02 00:00")]
    [InlineData("@hourly", "2024-01-01 00:00", "2024-01-01 01:00")]
    [InlineData("@every_minute", "2024-01-01 00:00", "2024-01-01 00:01")]
    [InlineData("@every_second", "2024-01-01 00:00", "2024-01-01 00:00:01")]
    [InlineData("  @Daily\t", "2024-01-01 00:00", "2024-01-02 00:00")]
    public void Occurs_next(string expression, string after, string expected) =>
        Assert.Equal(Utc(expected), CronExpression.Parse(expression).GetNextOccurrence(Utc(after)));

    [Theory]
    [InlineData("* * * * * *", "2024-01-01 00:00:00", "2024-01-01 00:00:01")]
    [InlineData("*/20 * * * * *", "2024-01-01 00:00:40", "2024-01-01 00:01:00")]
    [InlineData("30 0 2 * * *", "2024-01-01 02:00:29", "2024-01-01 02:00:30")]
    [InlineData("30 0 2 * * *", "2024-01-01 02:00:30", "2024-01-02 02:00:30")]
    [InlineData("55-5/5 59 23 L * ?", "2024-01-31 23:59:55", "2024-02-29 23:59:00")]
    [InlineData("0 0 0 1 1 *", "2023-12-31 23:59:59.9999999", "2024-01-01 00:00:00")]
    [InlineData("10 10 10 * * *", "2024-01-01 10:09:50", "2024-01-01 10:10:10")]
    [InlineData("10 10 10 * * *", "2024-01-01 10:10:10.5", "2024-01-02 10:10:10")]
    public void Occurs_next_with_seconds(string expression, string after, string expected) =>
        Assert.Equal(Utc(expected), CronExpression.Parse(expression, CronFormat.IncludeSeconds).GetNextOccurrence(Utc(after)));

    [Theory]
    [InlineData("2024-01-01 02:00", true, "2024-01-01 02:00")]
    [InlineData("2024-01-01 02:00", false, "2024-01-02 02:00")]
    [InlineData("2024-01-01 02:00:00.0000001", true, "2024-01-02 02:00")]
    [InlineData("2024-01-01 01:59:59.9999999", false, "2024-01-01 02:00")]
    [InlineData("0001-01-05 00:00", true, "0001-01-05 02:00")]
    public void Starts_at_the_given_time_only_when_inclusive(string from, bool inclusive, string expected) =>
        Assert.Equal(Utc(expected), CronExpression.Parse("0 2 * * *").GetNextOccurrence(Utc(from), inclusive));

    [Theory]
    [InlineData("0 2 30 2 *")]
    [InlineData("0 2 31 2,4,6,9,11 *")]
    [InlineData("* * 30-31 FEB *")]
    [InlineData("0 0 L-30 4 *")]
    [InlineData("0 0 31W 6 *")]
    [InlineData("0 0 8 * MON#1")]
    [InlineData("0 0 1 * FRIL")]
    [InlineData("0 0 LW * SUN")]
    [InlineData("0 0 30 2 FRI#5")]
    public void Parses_what_never_occurs_and_finds_nothing(string expression)
    {
        var cron = CronExpression.Parse(expression);

        Assert.Null(cron.GetNextOccurrence(Utc("2024-01-01 00:00")));
        Assert.Null(cron.GetNextOccurrence(Utc("2024-01-01 00:00"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
        Assert.Empty(cron.GetOccurrences(Utc("2024-01-01 00:00"), Utc("2034-01-01 00:00")));
    }

    [Fact]
    public void Finds_nothing_after_the_end_of_the_calendar()
    {
        var cron = CronExpression.Parse("* * * * *");

        Assert.Null(cron.GetNextOccurrence(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)));
        Assert.Null(cron.GetNextOccurrence(DateTimeOffset.MaxValue, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")));
        Assert.Null(cron.GetNextOccurrence(Utc("9998-12-31 23:59")));
    }

    [Theory, InlineData("Asia/Tokyo"), InlineData("America/Los_Angeles"), InlineData("UTC")]
    public void Finds_something_after_the_start_of_the_calendar(string zone) =>
        Assert.Equal(1, CronExpression.Parse("* * * * *").GetNextOccurrence(DateTimeOffset.MinValue, TimeZoneInfo.FindSystemTimeZoneById(zone))?.Year);

    [Theory, InlineData(DateTimeKind.Local), InlineData(DateTimeKind.Unspecified)]
    public void Takes_utc_times_only(DateTimeKind kind)
    {
        var time = new DateTime(2024, 1, 1, 0, 0, 0, kind);

        var error = Assert.Throws<ArgumentException>(() => CronExpression.Parse("* * * * *").GetNextOccurrence(time));

        Assert.Contains($"must be in UTC, not of kind {kind}", error.Message);
    }

    [Theory]
    [InlineData("*/20 3-5 * JAN-MAR FRI", "0,20,40 3,4,5 * 1,2,3 5")]
    [InlineData("0 0 L-3W * ?", "0 0 L-3W * *")]
    [InlineData("0 0 LW * 7", "0 0 LW * 0")]
    [InlineData("0 0 15w * SUN-SAT", "0 0 15W * *")]
    [InlineData("0 0 * * fri#2", "0 0 * * 5#2")]
    [InlineData("0 0 1-31 * SUNL", "0 0 * * 0L")]
    [InlineData("@weekly", "0 0 * * 0")]
    [InlineData("@every_second", "* * * * * *")]
    public void Writes_itself_as_values(string expression, string text) => Assert.Equal(text, CronExpression.Parse(expression).ToString());

    [Theory]
    [InlineData("* * * * *", "0-59 0/1 */1 1-12 0-7")]
    [InlineData("0 0 * * 0", "@weekly")]
    [InlineData("0 0 * * FRI,sat", "0 0 ? * 5-6")]
    public void Is_equal_when_it_means_the_same(string left, string right)
    {
        Assert.Equal(CronExpression.Parse(left), CronExpression.Parse(right));
        Assert.True(CronExpression.Parse(left) == CronExpression.Parse(right));
        Assert.Equal(CronExpression.Parse(left).GetHashCode(), CronExpression.Parse(right).GetHashCode());
    }

    [Theory]
    [InlineData("0 0 * * 0", "0 0 * * 0L")]
    [InlineData("0 0 * * 0#1", "0 0 * * 0#2")]
    [InlineData("0 0 L * *", "0 0 L-1 * *")]
    [InlineData("0 0 15 * *", "0 0 15W * *")]
    [InlineData("0 1,2 * * *", "0 1-2 * * *")]
    public void Is_not_equal_when_it_means_something_else(string left, string right) =>
        Assert.True(CronExpression.Parse(left) != CronExpression.Parse(right));

    static DateTime Utc(string text) =>
        DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
