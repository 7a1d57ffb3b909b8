using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>What partition managers agree on, at a clock of 2026-11-21 20:06 UTC.</summary>
public sealed class ExpectedRangesTests
{
    const string Now = "2026-11-21 20:06";

    static IEnumerable<string> Created(PartitionPolicy policy, PartitionedTable? table = null) =>
        Plan(table ?? Table(), Now, policy).Steps.OrderBy(step => step.Range.From).Select(step => $"{step.Partition.Name} {step.Range}");

    [Fact]
    public void Daily_with_premake_4() => Assert.Equal(
        Enumerable.Range(21, 5).Select(day => $"calls_2026_11_{day} [2026-11-{day}, 2026-11-{day + 1})"), Created(Policy(interval: "1 day", premake: 4)));

    [Fact]
    public void Monthly_from_ten_months_back_with_premake_4()
    {
        var created = Created(Policy(premake: 4), Table(Month(2026, 1))).ToList();

        Assert.Equal(14, created.Count);
        Assert.Equal(("calls_2026_02 [2026-02-01, 2026-03-01)", "calls_2027_03 [2027-03-01, 2027-04-01)"), (created[0], created[^1]));
    }

    [Fact]
    public void February_of_a_leap_year() => Assert.Contains("calls_2028_02 [2028-02-01, 2028-03-01)", Created(Policy(premake: 15)));

    [Fact]
    public void Weekly_from_Monday_with_premake_2() => Assert.Equal(
        ["calls_2026_w47 [2026-11-16, 2026-11-23)", "calls_2026_w48 [2026-11-23, 2026-11-30)", "calls_2026_w49 [2026-11-30, 2026-12-07)"],
        Created(Policy(interval: "1 week", premake: 2)));

    [Fact]
    public void Quarters_are_those_of_the_calendar() => Assert.Equal(
        ["calls_2026_q4 [2026-10-01, 2027-01-01)", "calls_2027_q1 [2027-01-01, 2027-04-01)"], Created(Policy(interval: "1 quarter", premake: 1)));

    [Fact]
    public void Years() => Assert.Equal(["calls_2026 [2026-01-01, 2027-01-01)"], Created(Policy(interval: "1 year", premake: 0)));

    [Theory]
    [InlineData("1 week", KeyEncoding.UnixSeconds, 1_794_787_200L, 1_795_392_000L)]
    [InlineData("1 day", KeyEncoding.UnixMilliseconds, 1_795_219_200_000L, 1_795_305_600_000L)]
    [InlineData("1 day", KeyEncoding.UnixMicroseconds, 1_795_219_200_000_000L, 1_795_305_600_000_000L)]
    public void Epochs(string interval, KeyEncoding key, long from, long to)
    {
        var table = Table() with { Key = [Column(KeyType.BigInt, "bigint")] };

        var create = Assert.IsType<PlanStep.CreatePartition>(Plan(table, Now, Policy(interval: interval, premake: 0, key: key)).Steps.Single());

        Assert.Equal(new PartitionBound.Range([new BoundValue.Integer(from)], [new BoundValue.Integer(to)]), create.Bound);
    }

    [Fact]
    public void Days_of_23_and_25_hours()
    {
        var spring = Plan(Table(), "2026-03-29 12:00", Policy(interval: "1 day", premake: 0, zone: "Europe/Berlin")).Steps.Single().Range;
        var autumn = Plan(Table(), "2026-10-25 12:00", Policy(interval: "1 day", premake: 0, zone: "Europe/Berlin")).Steps.Single().Range;

        Assert.Equal((Range("2026-03-28 23:00", "2026-03-29 22:00"), Range("2026-10-24 22:00", "2026-10-25 23:00")), (spring, autumn));
    }
}
