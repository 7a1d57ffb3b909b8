using System.Globalization;
using PartitionKeeper.Scheduling;

namespace PartitionKeeper.UnitTests.Scheduling;

/// <summary>Clocks that go forward, back, by half an hour, and at midnight.</summary>
public sealed class CronTimeZoneTests
{
    const string Berlin = "Europe/Berlin", NewYork = "America/New_York", LordHowe = "Australia/Lord_Howe";
    const string SaoPaulo = "America/Sao_Paulo", Cairo = "Africa/Cairo";

    [Theory]
    // 31 March 2024: from 02:00 +01 to 03:00 +02
    [InlineData("0 2 * * *", Berlin, "2024-03-30 12:00 +01", "2024-03-31 03:00 +02")]
    [InlineData("30 2 * * *", Berlin, "2024-03-31 01:59 +01", "2024-03-31 03:00 +02")]
    [InlineData("59 2 * * *", Berlin, "2024-03-31 01:59:59.9999999 +01", "2024-03-31 03:00 +02")]
    [InlineData("30 2 * * *", Berlin, "2024-03-31 03:00 +02", "2024-04-01 02:30 +02")]
    [InlineData("0 3 * * *", Berlin, "2024-03-31 01:59 +01", "2024-03-31 03:00 +02")]
    [InlineData("0 2,3 * * *", Berlin, "2024-03-31 03:00 +02", "2024-04-01 02:00 +02")]
    [InlineData("30 1 * * *", Berlin, "2024-03-31 01:00 +01", "2024-03-31 01:30 +01")]
    [InlineData("*/30 * * * *", Berlin, "2024-03-31 01:30 +01", "2024-03-31 03:00 +02")]
    [InlineData("*/30 * * * *", Berlin, "2024-03-31 03:00 +02", "2024-03-31 03:30 +02")]
    [InlineData("30 * * * *", Berlin, "2024-03-31 01:30 +01", "2024-03-31 03:00 +02")]
    [InlineData("30 * * * *", Berlin, "2024-03-31 03:00 +02", "2024-03-31 03:30 +02")]
    [InlineData("0 2 31 * *", Berlin, "2024-02-01 00:00 +01", "2024-03-31 03:00 +02")]
    // 27 October 2024: from 03:00 +02 back to 02:00 +01; fixed times occur once
    [InlineData("0 2 * * *", Berlin, "2024-10-26 12:00 +02", "2024-10-27 02:00 +02")]
    [InlineData("30 2 * * *", Berlin, "2024-10-27 02:00 +02", "2024-10-27 02:30 +02")]
    [InlineData("30 2 * * *", Berlin, "2024-10-27 02:30 +02", "2024-10-28 02:30 +01")]
    [InlineData("30 2 * * *", Berlin, "2024-10-27 02:00 +01", "2024-10-28 02:30 +01")]
    [InlineData("0,30 2 * * *", Berlin, "2024-10-27 02:30 +02", "2024-10-28 02:00 +01")]
    [InlineData("0 3 * * *", Berlin, "2024-10-27 02:59 +02", "2024-10-27 03:00 +01")]
    [InlineData("0 3 * * *", Berlin, "2024-10-27 02:59:59.9999999 +01", "2024-10-27 03:00 +01")]
    // intervals go on through both passes
    [InlineData("*/30 * * * *", Berlin, "2024-10-27 02:30 +02", "2024-10-27 02:00 +01")]
    [InlineData("*/30 * * * *", Berlin, "2024-10-27 02:59:59.9999999 +02", "2024-10-27 02:00 +01")]
    [InlineData("*/30 * * * *", Berlin, "2024-10-27 02:00 +01", "2024-10-27 02:30 +01")]
    [InlineData("*/30 * * * *", Berlin, "2024-10-27 02:30 +01", "2024-10-27 03:00 +01")]
    [InlineData("0 * * * *", Berlin, "2024-10-27 02:00 +02", "2024-10-27 02:00 +01")]
    [InlineData("0 1-3 * * *", Berlin, "2024-10-27 02:00 +02", "2024-10-27 02:00 +01")]
    [InlineData("0 2-2 * * *", Berlin, "2024-10-27 02:00 +02", "2024-10-27 02:00 +01")]
    [InlineData("10/20 2 * * *", Berlin, "2024-10-27 02:50 +02", "2024-10-27 02:10 +01")]
    [InlineData("0 */2 * * *", Berlin, "2024-10-27 02:00 +02", "2024-10-27 02:00 +01")]
    [InlineData("0 2 */9 * SUN", Berlin, "2024-10-27 02:00 +02", "2024-11-10 02:00 +01")]
    // New York: 10 March 2024 from 02:00 -05 to 03:00 -04; 3 November from 02:00 -04 back to 01:00 -05
    [InlineData("30 2 * * *", NewYork, "2024-03-09 12:00 -05", "2024-03-10 03:00 -04")]
    [InlineData("0 12 * * *", NewYork, "2024-03-09 12:00 -05", "2024-03-10 12:00 -04")]
    [InlineData("30 1 * * *", NewYork, "2024-11-03 00:00 -04", "2024-11-03 01:30 -04")]
    [InlineData("30 1 * * *", NewYork, "2024-11-03 01:30 -04", "2024-11-04 01:30 -05")]
    [InlineData("30 * * * *", NewYork, "2024-11-03 01:30 -04", "2024-11-03 01:30 -05")]
    [InlineData("30 * * * *", NewYork, "2024-11-03 01:30 -05", "2024-11-03 02:30 -05")]
    // Lord Howe: 6 October 2024 from 02:00 +10:30 to 02:30 +11; 7 April from 02:00 +11 back to 01:30 +10:30
    [InlineData("15 2 * * *", LordHowe, "2024-10-05 12:00 +10:30", "2024-10-06 02:30 +11")]
    [InlineData("45 2 * * *", LordHowe, "2024-10-06 01:00 +10:30", "2024-10-06 02:45 +11")]
    [InlineData("*/10 * * * *", LordHowe, "2024-10-06 01:50 +10:30", "2024-10-06 02:30 +11")]
    [InlineData("45 1 * * *", LordHowe, "2024-04-07 00:00 +11", "2024-04-07 01:45 +11")]
    [InlineData("45 1 * * *", LordHowe, "2024-04-07 01:45 +11", "2024-04-08 01:45 +10:30")]
    [InlineData("15 1 * * *", LordHowe, "2024-04-07 01:15 +11", "2024-04-08 01:15 +10:30")]
    [InlineData("*/15 * * * *", LordHowe, "2024-04-07 01:45 +11", "2024-04-07 01:30 +10:30")]
    [InlineData("*/15 * * * *", LordHowe, "2024-04-07 01:45 +10:30", "2024-04-07 02:00 +10:30")]
    // São Paulo: 4 November 2018 from 00:00 -03 to 01:00 -02; 18 February from 00:00 -02 back to 23:00 -03 on the 17th
    [InlineData("0 0 * * *", SaoPaulo, "2018-11-03 00:00 -03", "2018-11-04 01:00 -02")]
    [InlineData("@daily", SaoPaulo, "2018-11-04 01:00 -02", "2018-11-05 00:00 -02")]
    [InlineData("30 0 * * SUN", SaoPaulo, "2018-11-03 23:59:59 -03", "2018-11-04 01:00 -02")]
    [InlineData("30 23 * * *", SaoPaulo, "2018-02-17 12:00 -02", "2018-02-17 23:30 -02")]
    [InlineData("30 23 * * *", SaoPaulo, "2018-02-17 23:30 -02", "2018-02-18 23:30 -03")]
    [InlineData("30 * * * *", SaoPaulo, "2018-02-17 23:30 -02", "2018-02-17 23:30 -03")]
    [InlineData("0 0 18 2 *", SaoPaulo, "2018-02-17 23:59 -02", "2018-02-18 00:00 -03")]
    [InlineData("0 0 * * *", SaoPaulo, "2024-11-03 00:00 -03", "2024-11-04 00:00 -03")]
    // Cairo: 28 April 2023 from 00:00 +02 to 01:00 +03; 27 October 2023 from 00:00 +03 back to 23:00 +02 on the 26th
    [InlineData("0 0 * * *", Cairo, "2023-04-27 00:00 +02", "2023-04-28 01:00 +03")]
    [InlineData("0 0 28 4 FRIL", Cairo, "2023-01-01 00:00 +02", "2023-04-28 01:00 +03")]
    [InlineData("0 0 * * *", Cairo, "2023-10-26 00:00 +03", "2023-10-27 00:00 +02")]
    [InlineData("0 23 * * *", Cairo, "2023-10-26 23:00 +03", "2023-10-27 23:00 +02")]
    [InlineData("0 * * * *", Cairo, "2023-10-26 23:00 +03", "2023-10-26 23:00 +02")]
    // zones without changes, far from UTC, or with an offset in quarters
    [InlineData("0 0 1 * *", "Pacific/Kiritimati", "2024-01-31 10:00 +00", "2024-03-01 00:00 +14")]
    [InlineData("0 0 1 * *", "Etc/GMT+12", "2024-02-01 11:59 +00", "2024-02-01 00:00 -12")]
    [InlineData("0 0 * * *", "Asia/Kathmandu", "2024-01-01 18:14 +00", "2024-01-02 00:00 +05:45")]
    [InlineData("0 0 * * *", "Etc/UTC", "2024-01-01 00:00 +01", "2024-01-01 00:00 +00")]
    [InlineData("0 2 * * *", "UTC", "2024-03-31 01:30 +01", "2024-03-31 02:00 +00")]
    public void Occurs_next(string expression, string zoneId, string after, string expected)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var (from, at) = (Parse(after), Parse(expected));
        var cron = CronExpression.Parse(expression);

        var next = cron.GetNextOccurrence(from, zone);

        Assert.Equal(at, next);
        Assert.Equal(at.Offset, next?.Offset);
        Assert.Equal(at.UtcDateTime, cron.GetNextOccurrence(from.UtcDateTime, zone));
    }

    [Theory]
    [InlineData("30 2 * * *", "2024-10-27 02:30 +02", "2024-10-27 02:30 +02")]
    [InlineData("30 2 * * *", "2024-10-27 02:30 +01", "2024-10-28 02:30 +01")]
    [InlineData("30 * * * *", "2024-10-27 02:30 +01", "2024-10-27 02:30 +01")]
    [InlineData("0 3 * * *", "2024-10-27 03:00 +01", "2024-10-27 03:00 +01")]
    [InlineData("0 3 * * *", "2024-03-31 03:00 +02", "2024-03-31 03:00 +02")]
    [InlineData("30 2 * * *", "2024-03-31 03:00 +02", "2024-04-01 02:30 +02")]
    public void Occurs_next_inclusively(string expression, string from, string expected) => Assert.Equal(
        Parse(expected),
        CronExpression.Parse(expression).GetNextOccurrence(Parse(from), TimeZoneInfo.FindSystemTimeZoneById(Berlin), inclusive: true));

    [Fact]
    public void Lists_a_repeated_hour_in_both_offsets()
    {
        var occurrences = CronExpression.Parse("*/30 * * * *").GetOccurrences(
            Parse("2024-10-27 01:30 +02"), Parse("2024-10-27 03:00 +01"), TimeZoneInfo.FindSystemTimeZoneById(Berlin), toInclusive: true);

        Assert.Equal(
            ["01:30 +02:00", "02:00 +02:00", "02:30 +02:00", "02:00 +01:00", "02:30 +01:00", "03:00 +01:00"],
            occurrences.Select(at => at.ToString("HH:mm zzz", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Occurs_every_day_of_a_year_whatever_the_clocks_do()
    {
        foreach (var zoneId in (string[])[Berlin, NewYork, LordHowe, SaoPaulo, Cairo])
        {
            foreach (var time in (string[])["0 0", "30 0", "30 1", "15 2", "30 2", "30 23"])
            {
                var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
                var days = CronExpression.Parse($"{time} * * *")
                    .GetOccurrences(Parse("2018-01-01 04:00 +00"), Parse("2018-12-30 04:00 +00"), zone)
                    .Select(at => at.Date)
                    .ToList();

                Assert.Equal(days.Distinct(), days);
                Assert.Equal(363, days.Count);
            }
        }
    }

    static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
