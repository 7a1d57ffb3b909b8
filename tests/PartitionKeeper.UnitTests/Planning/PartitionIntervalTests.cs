using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class PartitionIntervalTests
{
    [Theory]
    [InlineData("1 month", 1, CalendarUnit.Month)]
    [InlineData("6 hours", 6, CalendarUnit.Hour)]
    [InlineData("1 week", 1, CalendarUnit.Week)]
    [InlineData("100 years", 100, CalendarUnit.Year)]
    public void Reads_a_number_and_a_unit(string text, int count, CalendarUnit unit)
    {
        Assert.True(PartitionInterval.TryParse(text, out var interval, out var error));

        Assert.Null(error);
        Assert.Equal(new PartitionInterval(count, unit), interval);
        Assert.Equal(text, interval!.ToString());
    }

    [Theory]
    [InlineData("month", "\"month\" has no number; write \"1 month\"")]
    [InlineData("1", "\"1\" has no unit; write what is meant, such as \"1 day\" or \"1 month\" (units: hours, days, weeks, months, quarters, years)")]
    [InlineData("0 days", "\"0 days\" is no interval; the least is \"1 day\"")]
    [InlineData("101 years", "\"101 years\" is longer than 100 years; the most is \"100 years\"")]
    [InlineData("30 minutes", "\"30 minutes\" has no unit that can be used here; the units are hours, days, weeks, months, quarters, years")]
    [InlineData("fortnight", "\"fortnight\" is not a whole number and a unit; write for example \"1 month\" (units: hours, days, weeks, months, quarters, years)")]
    [InlineData(" ", "is empty; write a whole number and a unit, such as \"1 month\"")]
    public void Says_what_would_be_right(string text, string expected)
    {
        Assert.False(PartitionInterval.TryParse(text, out var interval, out var error));

        Assert.Null(interval);
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData(0, CalendarUnit.Day)]
    [InlineData(-1, CalendarUnit.Day)]
    [InlineData(1, CalendarUnit.Minute)]
    [InlineData(1_201, CalendarUnit.Month)]
    public void Cannot_be_made_wrong(int count, CalendarUnit unit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PartitionInterval(count, unit));
}
