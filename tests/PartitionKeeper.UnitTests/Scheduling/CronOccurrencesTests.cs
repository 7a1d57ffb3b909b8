using System.Globalization;
using PartitionKeeper.Scheduling;

namespace PartitionKeeper.UnitTests.Scheduling;

public sealed class CronOccurrencesTests
{
    static readonly CronExpression TwoDaily = CronExpression.Parse("0 2 * * *");

    [Theory]
    [InlineData(true, false, "01 02")]
    [InlineData(false, false, "02")]
    [InlineData(true, true, "01 02 03")]
    [InlineData(false, true, "02 03")]
    public void Bounds_are_inclusive_as_asked(bool fromInclusive, bool toInclusive, string days)
    {
        var (from, to) = (At("2024-01-01 02:00"), At("2024-01-03 02:00"));

        var inZone = TwoDaily.GetOccurrences(from, to, TimeZoneInfo.Utc, fromInclusive, toInclusive).ToList();

        Assert.Equal(days, string.Join(' ', inZone.Select(at => at.ToString("dd", CultureInfo.InvariantCulture))));
        Assert.Equal(inZone.Select(at => at.UtcDateTime), TwoDaily.GetOccurrences(from.UtcDateTime, to.UtcDateTime, fromInclusive, toInclusive));
        Assert.Equal(
            inZone.Select(at => at.UtcDateTime),
            TwoDaily.GetOccurrences(from.UtcDateTime, to.UtcDateTime, TimeZoneInfo.Utc, fromInclusive, toInclusive));
    }

    [Fact]
    public void The_start_is_inclusive_and_the_end_exclusive_when_nothing_is_said() =>
        Assert.Equal([At("2024-01-01 02:00")], TwoDaily.GetOccurrences(At("2024-01-01 02:00"), At("2024-01-02 02:00"), TimeZoneInfo.Utc));

    [Fact]
    public void An_instant_holds_its_own_occurrence_when_both_ends_are_inclusive()
    {
        var at = At("2024-01-01 02:00");

        Assert.Equal([at], TwoDaily.GetOccurrences(at, at, TimeZoneInfo.Utc, fromInclusive: true, toInclusive: true));
        Assert.Empty(TwoDaily.GetOccurrences(at, at, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Refuses_an_end_before_the_start()
    {
        var error = Assert.Throws<ArgumentException>(() => TwoDaily.GetOccurrences(At("2024-01-02 00:00"), At("2024-01-01 00:00"), TimeZoneInfo.Utc));

        Assert.Contains("from 2024-01-02T00:00:00.0000000+00:00 to 2024-01-01T00:00:00.0000000+00:00, which is earlier", error.Message);
    }

    [Fact]
    public void Is_found_as_it_is_asked_for() => Assert.Equal(
        At("2024-01-01 00:01"),
        CronExpression.Parse("* * * * *").GetOccurrences(At("2024-01-01 00:00"), DateTimeOffset.MaxValue, TimeZoneInfo.Utc, fromInclusive: false).First());

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
