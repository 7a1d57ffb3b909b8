using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>Situations in which other partition managers were seen to fail.</summary>
public sealed class PeerFailureTests
{
    const string Now = "2026-11-21 20:06";

    [Fact]
    public void A_quiet_table_does_not_run_out_because_premake_counts_from_the_clock() =>
        Assert.Equal(["create calls_2027_01", "create calls_2027_02"], Plan(Table(Months("2026-01", "2026-12")), Now, Policy()).Names());

    [Fact]
    public void A_row_dated_2047_makes_no_240_partitions()
    {
        var table = Table([.. Months("2026-11", "2026-12"), DefaultPartition()]) with { StrayRows = [new StrayRows(Range("2047-01-01", "2047-02-01"), 1)] };

        Assert.Equal(["create calls_2027_01", "create calls_2027_02"], Plan(table, Now, Policy()).Names());
    }

    [Fact]
    public void A_partition_dated_2047_makes_no_240_partitions() =>
        Assert.Equal(["create calls_2027_01", "create calls_2027_02"], Plan(Table([.. Months("2026-11", "2026-12"), Month(2047, 1)]), Now, Policy()).Names());

    [Fact]
    public void An_unrelated_table_of_the_wanted_name_is_no_silent_success()
    {
        var plan = Plan(Catalog(Table(Months("2026-11", "2026-11"))) with { Relations = [Other("calls_2026_12")] }, Now, Policy(premake: 1));

        Assert.True(plan.IsEmpty);
        Assert.Equal(Severity.Error, plan.Single(FindingCode.NameTaken).Severity);
        Assert.Equal(Severity.Error, plan.Single(FindingCode.RunwayShort).Severity);
    }

    [Fact]
    public void A_wide_partition_with_rows_inside_retention_stays_whatever_its_name_says() =>
        Assert.True(Plan(Table(Part("calls_2024_01", "2024-01-01", "2026-12-01")), Now, Policy(premake: 0, retention: Keep("1 month"))).IsEmpty);

    [Fact]
    public void An_hour_that_exists_twice_leaves_nothing_uncovered()
    {
        var plan = Plan(Table(), "2026-10-24 23:30", Policy(interval: "1 hour", premake: 3, zone: "Europe/Berlin"));

        Assert.Equal(
            [Range("2026-10-24 23:00", "2026-10-25 00:00"), Range("2026-10-25 00:00", "2026-10-25 02:00"), Range("2026-10-25 02:00", "2026-10-25 03:00"), Range("2026-10-25 03:00", "2026-10-25 04:00")],
            plan.Steps.Select(step => step.Range));
        Assert.Equal(["calls_2026_10_25_01", "calls_2026_10_25_02", "calls_2026_10_25_03", "calls_2026_10_25_04"], plan.Steps.Select(step => step.Partition.Name));
    }

    [Fact]
    public void Partitions_made_in_another_time_zone_are_completed_instead_of_overlapped()
    {
        var table = Table(Part("berlin_11", "2026-10-31 23:00", "2026-11-30 23:00"));

        Assert.Equal(["create calls_2026_11_11302300 [2026-11-30 23:00:00, 2026-12-01)", "create calls_2026_12 [2026-12-01, 2027-01-01)"], Plan(table, Now, Policy(premake: 1)).Lines());
    }

    [Fact]
    public void A_detached_table_of_the_wanted_name_is_told_and_can_be_attached()
    {
        var catalog = Catalog(Table([.. Months("2026-08", "2026-09"), .. Months("2026-11", "2026-11")])) with { Relations = [Other("calls_2026_10")] };

        var plan = Plan(catalog, Now, Policy(premake: 0));

        Assert.True(plan.IsEmpty);
        Assert.Contains("attach it", plan.Single(FindingCode.NameTaken).Remedy);
    }

    [Fact]
    public void Two_long_names_with_a_common_beginning_are_found_to_collide_at_planning()
    {
        var common = new string('c', 60);

        Assert.Equal(4, Plan(Catalog(Table(common + "aa"), Table(common + "bb")), Now, Policy("public.*", premake: 3)).Findings.Count(finding => finding.Code == FindingCode.NameCollision));
    }

    [Theory]
    [InlineData(0, "2026-11-21 20:06")]
    [InlineData(0, "2026-01-01 00:00")]
    public void Lowering_premake_or_a_past_date_retires_nothing_current_or_future(int premake, string now)
    {
        var plan = Plan(Table(Months("2026-01", "2027-06")), now, Policy(premake: premake, retention: Keep("0 days")));

        Assert.All(plan.Steps, step => Assert.True(step.Range.To <= Utc(now)));
    }

    [Fact]
    public void A_gap_is_repaired_and_stops_no_retirement() => Assert.Equal(
        ["create calls_2026_10", "detach calls_2026_08", "drop calls_2026_08"],
        Plan(Table(Month(2026, 8), Month(2026, 9), Month(2026, 11)), Now, Policy(premake: 0, retention: Keep("2 months"))).Names());

    [Fact]
    public void A_run_at_half_past_two_makes_months_that_begin_at_midnight() =>
        Assert.Equal([Range("2026-11-01", "2026-12-01"), Range("2026-12-01", "2027-01-01")], Plan(Table(), "2026-11-21 02:30", Policy(premake: 1)).Steps.Select(step => step.Range));

    [Fact]
    public void Partitions_are_old_by_their_bounds_and_not_by_the_order_of_their_names() => Assert.Equal(
        ["detach p10", "drop p10", "detach p9", "drop p9"],
        Plan(Table(Part("p9", "2026-02-01", "2026-03-01"), Part("p10", "2026-01-01", "2026-02-01"), Part("p1", "2026-03-01", "2026-12-01")), Now, Policy(premake: 0, retention: Keep("1 month"))).Names());

    [Fact]
    public void After_downtime_no_partition_is_made_that_is_already_past_retention() => Assert.Equal(
        ["create calls_2026_11", "create calls_2026_10"],
        Plan(Table(Months("2026-01", "2026-04")), Now, Policy(premake: 0, retention: Keep("1 month", RetentionAction.Detach))).Names().Where(name => name.StartsWith("create")));
}
