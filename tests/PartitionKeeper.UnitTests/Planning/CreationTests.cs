using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class CreationTests
{
    const string Now = "2026-11-21 20:06";

    [Fact]
    public void An_empty_table_gets_the_current_range_and_what_premake_asks_for() => Assert.Equal(
        [
            "create calls_2026_11 [2026-11-01, 2026-12-01)",
            "create calls_2026_12 [2026-12-01, 2027-01-01)",
            "create calls_2027_01 [2027-01-01, 2027-02-01)",
            "create calls_2027_02 [2027-02-01, 2027-03-01)",
        ],
        Plan(Table(), Now, Policy()).Lines());

    [Fact]
    public void Premake_of_zero_keeps_only_the_current_range() =>
        Assert.Equal(["create calls_2026_11"], Plan(Table(), Now, Policy(premake: 0)).Names());

    [Fact]
    public void A_covered_window_needs_nothing()
    {
        var plan = Plan(Table(Months("2026-11", "2027-02")), Now, Policy());

        Assert.True(plan.IsEmpty);
        Assert.Empty(plan.Findings);
    }

    [Fact]
    public void The_current_range_comes_first_then_the_future_then_gaps_of_the_past() => Assert.Equal(
        ["create calls_2026_11", "create calls_2026_12", "create calls_2027_01", "create calls_2026_09", "create calls_2026_10"],
        Plan(Table(Months("2026-07", "2026-08")), Now, Policy(premake: 2)).Names());

    [Fact]
    public void What_is_past_retention_is_not_created() => Assert.Equal(
        ["create calls_2026_11", "create calls_2026_12", "create calls_2026_09", "create calls_2026_10"],
        Plan(Table(Months("2026-03", "2026-03")), Now, Policy(premake: 1, retention: Keep("2 months"))).Names().Where(name => name.StartsWith("create")));

    [Fact]
    public void A_partition_that_ends_exactly_at_the_limit_of_retention_is_past_it() => Assert.Equal(
        ["create calls_2026_11", "create calls_2026_10"],
        Plan(Table(Months("2026-03", "2026-03")), "2026-11-01", Policy(premake: 0, retention: Keep("1 month"))).Names().Where(name => name.StartsWith("create")));

    [Fact]
    public void Partitions_of_any_name_and_width_are_adopted() =>
        Assert.Equal(["create calls_2027_01", "create calls_2027_02"], Plan(Table(Part("everything_2026", "2026-01-01", "2027-01-01")), Now, Policy()).Names());

    [Fact]
    public void A_range_that_is_partly_covered_gets_exactly_what_is_uncovered() => Assert.Equal(
        [
            "create calls_2026_11_1120 [2026-11-20, 2026-12-01)",
            "create calls_2026_12_1201 [2026-12-01, 2026-12-20)",
            "create calls_2026_11_1105 [2026-11-05, 2026-11-10)",
        ],
        Plan(Table(Part("a", "2026-10-10", "2026-11-05"), Part("b", "2026-11-10", "2026-11-20"), Part("c", "2026-12-20", "2027-02-01")), Now, Policy(premake: 1)).Lines());

    [Fact]
    public void A_partition_that_begins_oddly_beyond_the_window_cuts_the_last_range() => Assert.Equal(
        ["create calls_2026_11 [2026-11-01, 2026-12-01)", "create calls_2026_12_1201 [2026-12-01, 2026-12-15)"],
        Plan(Table(Part("far", "2026-12-15", "2030-01-01")), Now, Policy(premake: 1)).Lines());

    [Fact]
    public void An_open_end_leaves_nothing_to_create()
    {
        var open = Part("rest", new PartitionBound.Range([new BoundValue.Instant(Utc("2026-11-01"))], [new BoundValue.MaxValue()]));

        Assert.True(Plan(Table(open), Now, Policy()).IsEmpty);
    }

    [Fact]
    public void A_partition_open_towards_the_past_makes_no_endless_gap()
    {
        var open = Part("old", new PartitionBound.Range([new BoundValue.MinValue()], [new BoundValue.Instant(Utc("2026-09-15"))]));

        Assert.Equal(
            ["create calls_2026_11", "create calls_2026_09_0915", "create calls_2026_10"],
            Plan(Table(open), Now, Policy(premake: 0)).Names());
    }

    [Fact]
    public void A_partition_outside_the_calendar_is_no_obstacle()
    {
        var infinity = Part("infinity", new PartitionBound.Range([new BoundValue.PositiveInfinity()], [new BoundValue.MaxValue()]));

        Assert.Equal(["create calls_2026_11"], Plan(Table(infinity), Now, Policy(premake: 0)).Names());
    }

    [Fact]
    public void A_past_of_more_than_a_thousand_missing_ranges_is_not_filled()
    {
        var plan = Plan(Table(Part("epoch", "1970-01-01", "1970-01-02")), Now, Policy(interval: "1 hour", premake: 1));

        Assert.Equal(2, plan.Steps.Length);
        Assert.True(plan.Single(FindingCode.Gap).BlocksWork);
    }

    [Fact]
    public void A_long_past_that_is_past_retention_is_no_gap()
    {
        var policy = Policy(interval: "1 hour", premake: 0, retention: Keep("3 hours", RetentionAction.Detach));

        var plan = Plan(Table(Part("epoch", "1970-01-01", "1970-01-02")), Now, policy);

        Assert.Equal(
            ["create calls_2026_11_21_20", "create calls_2026_11_21_17", "create calls_2026_11_21_18", "create calls_2026_11_21_19", "detach epoch"],
            plan.Names());
        plan.AssertNo(FindingCode.Gap);
    }

    [Fact]
    public void Further_key_columns_begin_and_end_at_their_lowest()
    {
        var table = Table() with { Key = [Table().Key[0], new PartitionKeyColumn("tenant", KeyType.Integer, "integer")] };

        var create = Assert.IsType<PlanStep.CreatePartition>(Plan(table, Now, Policy(premake: 0)).Steps.Single());

        Assert.Equal(new PartitionBound.Range([new BoundValue.Instant(Utc("2026-11-01")), new BoundValue.MinValue()], [new BoundValue.Instant(Utc("2026-12-01")), new BoundValue.MinValue()]), create.Bound);
    }

    [Fact]
    public void Neighbours_of_several_columns_are_met_at_their_exact_values()
    {
        BoundValue[] before = [new BoundValue.Instant(Utc("2026-11-01")), new BoundValue.Integer(7)];
        BoundValue[] after = [new BoundValue.Instant(Utc("2026-12-01")), new BoundValue.Integer(9)];
        var table = Table(
            Part("a", new PartitionBound.Range([new BoundValue.Instant(Utc("2026-10-01")), new BoundValue.MinValue()], [.. before])),
            Part("b", new PartitionBound.Range([.. after], [new BoundValue.Instant(Utc("2027-01-01")), new BoundValue.MinValue()])));
        table = table with { Key = [table.Key[0], new PartitionKeyColumn("tenant", KeyType.Integer, "integer")] };

        var create = Assert.IsType<PlanStep.CreatePartition>(Plan(table, Now, Policy(premake: 0)).Steps.Single());

        Assert.Equal(new PartitionBound.Range([.. before], [.. after]), create.Bound);
    }

    [Fact]
    public void A_uuid_neighbour_is_met_at_its_exact_bits()
    {
        var uuids = TimeKey.TryCreate(Column(KeyType.Uuid, "uuid"), KeyEncoding.UuidV7, TimeZoneInfo.Utc, out _)!;
        var first = (BoundValue.Uuid)uuids.ToBound(Utc("2026-11-01"))!;
        var withBits = new BoundValue.Uuid(Guid.Parse(first.Value.ToString()[..^1] + "7"));
        var table = Table(Part("a", new PartitionBound.Range([uuids.ToBound(Utc("2026-10-01"))!], [withBits]))) with { Key = [Column(KeyType.Uuid, "uuid")] };

        var create = Assert.IsType<PlanStep.CreatePartition>(Plan(table, Now, Policy(premake: 0, key: KeyEncoding.UuidV7)).Steps.Single());

        Assert.Equal(withBits, Assert.Single(create.Bound.From));
    }

    [Fact]
    public void A_bound_that_is_not_understood_stops_all_work_on_its_table_alone()
    {
        var odd = Table(Part("odd", new PartitionBound.Range([new BoundValue.Other("x")], [new BoundValue.Other("y")])));

        var plan = Plan(Catalog(odd, Table("turns")), Now, Policy("public.*", premake: 0));

        Assert.Equal(["create turns_2026_11"], plan.Names());
        Assert.Equal(("public.odd", true), plan.Single(FindingCode.BoundNotUnderstood) is var finding ? (finding.Partition!.ToString(), finding.BlocksWork) : default);
    }

    [Fact]
    public void Two_partitions_within_one_moment_are_not_understood()
    {
        BoundValue at = new BoundValue.Instant(Utc("2026-11-01"));
        var table = Table(Part("tenants", new PartitionBound.Range([at, new BoundValue.Integer(1)], [at, new BoundValue.Integer(2)])));

        Assert.Contains("same time", Plan(table, Now, Policy()).Single(FindingCode.BoundNotUnderstood).Message);
    }

    [Fact]
    public void A_key_that_is_too_narrow_for_the_time_is_an_error()
    {
        var table = Table() with { Key = [Column(KeyType.Integer, "integer")] };

        var plan = Plan(table, "2037-12-10", Policy(premake: 3, key: KeyEncoding.UnixSeconds));

        Assert.Equal(["create calls_2037_12"], plan.Names());
        Assert.StartsWith("3 ranges of public.calls, the first [2038-01-01, 2038-02-01)", plan.Single(FindingCode.OutOfKeyRange).Message);
    }

    [Fact]
    public void Every_step_says_why()
    {
        var plan = Plan(Table(Months("2026-09", "2026-09")), Now, Policy(premake: 1));

        Assert.Equal(
            ["holds now; without it inserts fail", "interval 1 of 1 ahead (Premake)", "fills a gap: no partition covers it, and it is not past retention"],
            plan.Steps.Select(step => step.Reason));
    }
}
