using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class OutlookTests
{
    const string Now = "2026-11-21 20:06";

    static TableOutlook Outlook(PartitionedTable table, PartitionPolicy? policy = null) => Assert.Single(Plan(table, Now, policy ?? Policy()).Tables);

    [Fact]
    public void Runway_is_what_is_covered_without_a_gap_before_the_plan_is_applied()
    {
        var outlook = Outlook(Table([.. Months("2026-10", "2027-01"), Month(2027, 3)]));

        Assert.Equal((Utc("2027-02-01"), 2, 5), (outlook.CoveredUntil, outlook.RunwayIntervals, outlook.Partitions));
    }

    [Fact]
    public void Without_a_partition_for_now_there_is_no_runway()
    {
        var outlook = Outlook(Table([.. Months("2026-12", "2027-01"), DefaultPartition()]));

        Assert.Equal((null, -1, true), (outlook.CoveredUntil, outlook.RunwayIntervals, outlook.HasDefaultPartition));
    }

    [Fact]
    public void An_interval_that_is_covered_in_part_does_not_count() =>
        Assert.Equal(0, Outlook(Table(Part("a", "2026-11-01", "2026-12-31"))).RunwayIntervals);

    [Fact]
    public void An_open_end_is_a_thousand_intervals()
    {
        var outlook = Outlook(Table(Part("rest", new PartitionBound.Range([new BoundValue.MinValue()], [new BoundValue.MaxValue()]))));

        Assert.Equal((DateTimeOffset.MaxValue, 1_000), (outlook.CoveredUntil, outlook.RunwayIntervals));
    }

    [Fact]
    public void A_pending_detach_covers_nothing()
    {
        var outlook = Outlook(Table(Month(2026, 11) with { DetachPending = true }));

        Assert.Equal((-1, 1), (outlook.RunwayIntervals, outlook.DetachPending));
    }

    [Fact]
    public void What_is_due_and_what_comes_next_is_told()
    {
        var outlook = Outlook(Table(Months("2025-09", "2026-11")), Policy(retention: Keep("12 months", maxPerRun: 1)));

        Assert.Equal((2, Utc("2026-12-01")), (outlook.Due, outlook.NextDue));
    }

    [Fact]
    public void Nothing_is_ever_due_when_partitions_are_kept_for_ever() => Assert.Null(Outlook(Table(Months("2025-09", "2026-11"))).NextDue);

    [Fact]
    public void At_the_end_of_a_month_next_due_is_when_it_really_is()
    {
        var table = Table(Part("a", "2026-01-01", "2026-10-31"), Part("b", "2026-10-31", "2027-03-01"));
        var policy = Policy(retention: Keep("1 month"));

        var due = Outlook(table, policy).NextDue!.Value;

        Assert.Equal(Utc("2026-12-01"), due);
        Assert.DoesNotContain(Plan(table, "2026-11-30 23:59:59", policy).Steps, step => step is PlanStep.DetachPartition);
        Assert.Contains(Plan(table, "2026-12-01", policy).Steps, step => step is PlanStep.DetachPartition);
    }

    [Fact]
    public void Times_of_wall_clock_keys_are_told_as_instants()
    {
        BoundValue.LocalTime At(int year, int month) => new(new DateTime(year, month, 1));
        var table = Table(Part("a", new PartitionBound.Range([At(2026, 11)], [At(2026, 12)]))) with { Key = [Column(KeyType.Timestamp, "timestamp without time zone")] };

        var outlook = Outlook(table, Policy(zone: "Europe/Berlin", retention: Keep("1 month")));

        Assert.Equal((Utc("2026-11-30 23:00"), Utc("2026-12-31 23:00")), (outlook.CoveredUntil, outlook.NextDue));
    }

    [Theory]
    [InlineData("2026-10", "2026-10", "fail now", "creates it")]
    [InlineData("2026-10", "2026-11", "will fail from then on", "creates it")]
    public void A_short_runway_is_an_error_even_if_the_plan_repairs_it(string first, string last, string when, string repair)
    {
        var finding = Plan(Table(Months(first, last)), Now, Policy()).Single(FindingCode.RunwayShort);

        Assert.Equal((Severity.Error, false, true), (finding.Severity, finding.BlocksWork, finding.SolvedByPlan));
        Assert.Contains(when, finding.Message);
        Assert.Contains(repair, finding.Message);
    }

    [Fact]
    public void Two_covered_intervals_are_runway_enough() => Plan(Table(Months("2026-11", "2026-12")), Now, Policy()).AssertNo(FindingCode.RunwayShort);

    [Fact]
    public void Whoever_premakes_nothing_is_only_told_when_inserts_fail_now() =>
        Plan(Table(Months("2026-11", "2026-11")), Now, Policy(premake: 0)).AssertNo(FindingCode.RunwayShort);
}
