using PartitionKeeper.Configuration;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Configuration;

public sealed class NearestTests
{
    [Theory]
    [InlineData("schedul", "Schedule")]
    [InlineData("Schdeule", "Schedule")]
    [InlineData("Tabels", "Tables")]
    [InlineData("TABLE", "Tables")]
    [InlineData("Holdss", "Holds")]
    [InlineData("x", null)]
    [InlineData("Retention", null)]
    [InlineData("", null)]
    public void A_word_within_a_few_edits_is_found(string written, string? expected) =>
        Assert.Equal(expected, Nearest.To(written, ["Schedule", "Tables", "Holds"]));

    [Fact]
    public void A_long_list_of_choices_is_cut() =>
        Assert.Equal(
            "known are w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11 and 8 more",
            Nearest.Hint("something", [.. Enumerable.Range(0, 20).Select(i => $"w{i}")]));

    [Theory]
    [InlineData("27 days", "1 month", true)]
    [InlineData("28 days", "1 month", false)]
    [InlineData("1 month", "32 days", true)]
    [InlineData("1 month", "31 days", false)]
    [InlineData("11 months", "1 year", true)]
    [InlineData("4 quarters", "12 months", false)]
    [InlineData("364 days", "1 year", true)]
    [InlineData("23 hours", "1 day", true)]
    [InlineData("7 days", "1 week", false)]
    [InlineData("2147483647 years", "2147483647 weeks", false)]
    [InlineData("0 days", "1 hour", true)]
    public void A_duration_is_shorter_only_when_it_surely_is(string a, string b, bool expected)
    {
        Assert.True(CalendarDuration.TryParse(a, out var left, out _));
        Assert.True(CalendarDuration.TryParse(b, out var right, out _));

        Assert.Equal(expected, DurationOrder.IsShorter(left, right));
    }
}
