using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class RetentionTests
{
    const string Now = "2026-11-21 20:06";

    static PartitionedTable FromJanuary2025 => Table(Months("2025-01", "2026-11"));

    [Fact]
    public void Partitions_past_retention_are_detached_and_dropped_one_by_one_oldest_first() => Assert.Equal(
        ["detach calls_2025_09", "drop calls_2025_09", "detach calls_2025_10", "drop calls_2025_10"],
        Plan(Table(Months("2025-09", "2026-11")), Now, Policy(premake: 0, retention: Keep("12 months"))).Names());

    [Fact]
    public void Without_retention_partitions_are_kept_for_ever() => Assert.True(Plan(FromJanuary2025, Now, Policy(premake: 0)).IsEmpty);

    [Fact]
    public void A_partition_is_due_from_the_moment_its_end_is_Keep_ago()
    {
        var policy = Policy(premake: 0, retention: Keep("1 month"));

        Assert.True(Plan(Table(Months("2026-09", "2026-10")), "2026-10-31 23:59:59", policy).IsEmpty);
        Assert.NotEmpty(Plan(Table(Months("2026-09", "2026-11")), "2026-11-01", policy).Steps);
    }

    [Fact]
    public void The_reason_has_the_figures()
    {
        var plan = Plan(Table(Months("2025-10", "2026-11")), Now, Policy(premake: 0, retention: Keep("12 months")));

        Assert.Equal("ended 2025-11-01, 12 months and 20 days ago; Keep is 12 months", plan.Steps[0].Reason);
    }

    [Fact]
    public void The_reason_tells_the_time_in_the_policys_zone()
    {
        var table = Table(Part("a", "2025-09-30 22:00", "2025-10-31 23:00"), Part("b", "2025-10-31 23:00", "2026-12-31 23:00"));

        var plan = Plan(table, Now, Policy(premake: 0, retention: Keep("12 months"), zone: "Europe/Berlin"));

        Assert.Equal("ended 2025-11-01 (Europe/Berlin), 12 months and 20 days ago; Keep is 12 months", plan.Steps[0].Reason);
    }

    [Fact]
    public void The_current_partition_is_never_retired_even_when_nothing_is_to_be_kept() => Assert.Equal(
        ["detach calls_2026_10", "drop calls_2026_10"],
        Plan(Table(Months("2026-10", "2026-12")), Now, Policy(premake: 1, retention: Keep("0 days"))).Names());

    [Fact]
    public void An_open_ended_partition_is_never_retired()
    {
        var open = Part("rest", new PartitionBound.Range([new BoundValue.MinValue()], [new BoundValue.MaxValue()]));

        Assert.True(Plan(Table(open), Now, Policy(retention: Keep("0 days"))).IsEmpty);
    }

    [Fact]
    public void Then_detach_leaves_the_table() => Assert.Equal(
        ["detach calls_2026_10"],
        Plan(Table(Months("2026-10", "2026-11")), Now, Policy(premake: 0, retention: Keep("1 day", RetentionAction.Detach))).Names());

    [Fact]
    public void With_grace_the_drop_waits()
    {
        var plan = Plan(Table(Months("2026-10", "2026-11")), Now, Policy(premake: 0, retention: Keep("1 day", grace: "7 days")));

        Assert.Equal(RetentionAction.Drop, Assert.IsType<PlanStep.DetachPartition>(plan.Steps.Single()).Then);
    }

    [Fact]
    public void Archiving_is_not_available_and_nothing_is_lost_instead()
    {
        var plan = Plan(FromJanuary2025, Now, Policy(premake: 0, retention: Keep("12 months", RetentionAction.Archive)));

        Assert.True(plan.IsEmpty);
        Assert.True(plan.Single(FindingCode.ArchiveUnavailable).BlocksWork);
        Assert.Contains("nothing is detached or dropped", plan.Single(FindingCode.ArchiveUnavailable).Message);
    }

    [Fact]
    public void More_than_MaxPerRun_needs_approval()
    {
        var policy = Policy(premake: 0, retention: Keep("12 months", maxPerRun: 9));
        var request = Request(Catalog(FromJanuary2025), Now, policy);

        var refused = MaintenancePlanner.Plan(request with { ApproveRetire = 9 });
        var approved = MaintenancePlanner.Plan(request with { ApproveRetire = 10 });

        var finding = refused.Single(FindingCode.TooManyDue);
        Assert.True(refused.IsEmpty);
        Assert.Equal((Severity.Warning, true), (finding.Severity, finding.BlocksWork));
        Assert.StartsWith("10 partitions", finding.Message);
        Assert.Contains("public.calls_2025_01", finding.Message);
        Assert.Contains("public.calls_2025_10", finding.Message);
        Assert.Contains("apply --approve-retire 10", finding.Remedy);
        Assert.Equal(20, approved.Steps.Length);
        approved.AssertNo(FindingCode.TooManyDue);
    }

    [Fact]
    public void As_many_as_MaxPerRun_need_none() =>
        Assert.Equal(20, Plan(FromJanuary2025, Now, Policy(premake: 0, retention: Keep("12 months", maxPerRun: 10))).Steps.Length);

    [Fact]
    public void What_is_held_stays_and_is_listed()
    {
        var hold = new Hold(Pattern("public.calls"), Range("2025-02-10", "2025-02-11"), "case 4711");
        var request = Request(Catalog(Table(Months("2025-01", "2026-11"))), Now, Policy(premake: 0, retention: Keep("20 months"))) with { Holds = [hold] };

        var plan = MaintenancePlanner.Plan(request);

        Assert.Equal(["detach calls_2025_01", "drop calls_2025_01"], plan.Names());
        Assert.Equal(Severity.Information, plan.Single(FindingCode.Held).Severity);
        Assert.Contains("public.calls_2025_02 (case 4711)", plan.Single(FindingCode.Held).Message);
    }

    [Fact]
    public void A_hold_of_the_database_without_a_range_keeps_everything()
    {
        var catalog = Catalog(FromJanuary2025) with { Holds = [new Hold(Pattern("public.*"), null, "audit")] };

        var plan = Plan(catalog, Now, Policy(premake: 0, retention: Keep("12 months")));

        Assert.True(plan.IsEmpty);
        Assert.StartsWith("10 partitions", plan.Single(FindingCode.Held).Message);
        Assert.Contains("and 5 more", plan.Single(FindingCode.Held).Message);
    }

    [Fact]
    public void A_hold_of_another_table_keeps_nothing()
    {
        var catalog = Catalog(FromJanuary2025) with { Holds = [new Hold(Pattern("public.turns"), null, "audit")] };

        Assert.NotEmpty(Plan(catalog, Now, Policy(premake: 0, retention: Keep("12 months"))).Steps);
    }

    [Fact]
    public void Nothing_new_is_retired_between_full_runs()
    {
        var request = Request(Catalog(FromJanuary2025), Now, Policy(premake: 1, retention: Keep("12 months"))) with { Kind = RunKind.Reconcile };

        Assert.Equal(["create calls_2026_12"], MaintenancePlanner.Plan(request).Names());
    }

    [Fact]
    public void Foreign_table_partitions_are_dropped_as_such_and_foreign_keys_travel_with_the_step()
    {
        var key = new ForeignKey("user_fk", new TableName("public", "calls_2026_10"), new TableName("public", "users"));
        var foreign = Month(2026, 10) with { Kind = PartitionKind.ForeignTable, ForeignKeys = [key] };

        var drop = Assert.IsType<PlanStep.DropDetachedTable>(Plan(Table(foreign, Month(2026, 11)), Now, Policy(premake: 0, retention: Keep("1 day"))).Steps[1]);

        Assert.Equal((PartitionKind.ForeignTable, key), (drop.Kind, drop.ForeignKeys.Single()));
    }

    [Fact]
    public void Retention_of_a_wall_clock_key_is_counted_by_the_clock_of_the_policys_zone()
    {
        BoundValue.Date Day(int month, int day) => new(new DateOnly(2026, month, day));
        var (old, rest) = (Part("a", new PartitionBound.Range([Day(11, 19)], [Day(11, 20)])), Part("b", new PartitionBound.Range([Day(11, 20)], [Day(11, 23)])));
        var table = Table(old, rest) with { Key = [Column(KeyType.Date, "date")] };

        var inAuckland = Plan(table, "2026-11-20 11:30", Policy(interval: "1 day", premake: 0, zone: "Pacific/Auckland", retention: Keep("1 day")));
        var inUtc = Plan(table, "2026-11-20 11:30", Policy(interval: "1 day", premake: 0, retention: Keep("1 day")));

        Assert.Equal(["detach a", "drop a"], inAuckland.Names());
        Assert.True(inUtc.IsEmpty);
    }
}
