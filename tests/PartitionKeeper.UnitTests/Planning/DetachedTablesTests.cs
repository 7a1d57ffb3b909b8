using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class DetachedTablesTests
{
    const string Now = "2026-11-21 20:06";

    static readonly DetachedPartition October2025 = Record(Month(2025, 10), "2026-11-14 20:06");

    static DatabaseCatalog With(DetachedPartition record, params Partition[] partitions) =>
        Catalog(Table(partitions.Length > 0 ? partitions : Months("2025-11", "2026-11"))) with { Detached = [record], Relations = [Other(record.Partition.Name)] };

    static PartitionPolicy PolicyOf(Retention? retention) => Policy(premake: 0, retention: retention);

    [Fact]
    public void A_table_is_dropped_when_its_grace_is_over()
    {
        var policy = PolicyOf(Keep("12 months", grace: "7 days"));

        var drop = Assert.IsType<PlanStep.DropDetachedTable>(Plan(With(October2025), Now, policy).Steps.Single());

        Assert.Equal("ended 2025-11-01, 12 months and 20 days ago; Keep is 12 months; detached 2026-11-14, and its grace of 7 days is over", drop.Reason);
        Assert.True(Plan(With(October2025), "2026-11-21 20:05", policy).IsEmpty);
    }

    [Fact]
    public void It_is_dropped_between_full_runs_too()
    {
        var request = Request(With(October2025), Now, PolicyOf(Keep("12 months"))) with { Kind = RunKind.Reconcile };

        Assert.Equal(["drop calls_2025_10"], MaintenancePlanner.Plan(request).Names());
    }

    [Fact]
    public void Raising_Keep_within_the_grace_attaches_it_again_instead_of_making_an_empty_one()
    {
        var attach = Assert.IsType<PlanStep.AttachPartition>(Plan(With(October2025), Now, PolicyOf(Keep("14 months", grace: "30 days"))).Steps.Single());

        Assert.Equal((October2025.Oid, October2025.Bound, Range("2025-10-01", "2025-11-01")), (attach.Oid, attach.Bound, attach.Range));
        Assert.Contains("Keep is 14 months", attach.Reason);
    }

    [Fact]
    public void Keeping_for_ever_attaches_it_again() => Assert.Equal(["attach calls_2025_10"], Plan(With(October2025), Now, PolicyOf(null)).Names());

    [Fact]
    public void It_is_not_attached_where_another_partition_stands()
    {
        var plan = Plan(With(October2025, [Part("wide", "2025-10-15", "2026-12-01")]), Now, PolicyOf(null));

        Assert.True(plan.IsEmpty);
        Assert.True(plan.Single(FindingCode.Overlap).BlocksWork);
    }

    [Fact]
    public void It_is_not_attached_where_the_default_partition_holds_rows()
    {
        var catalog = With(October2025, [.. Months("2025-11", "2026-11"), DefaultPartition()]);
        catalog = catalog with { Tables = [catalog.Tables[0] with { StrayRows = [new StrayRows(Range("2025-10-01", "2025-11-01"), 3)] }] };

        var plan = Plan(catalog, Now, PolicyOf(null));

        Assert.True(plan.IsEmpty);
        Assert.Contains(plan.Findings, finding => finding is { Code: FindingCode.RowsInDefault, BlocksWork: true });
    }

    [Fact]
    public void What_was_detached_to_be_kept_is_left_alone_and_its_gap_is_told()
    {
        var record = Record(Month(2026, 3), "2026-11-14", RetentionAction.Detach);

        var plan = Plan(With(record, [.. Months("2026-01", "2026-02"), .. Months("2026-04", "2026-11")]), Now, PolicyOf(Keep("12 months", RetentionAction.Detach)));

        Assert.True(plan.IsEmpty);
        Assert.Equal((Severity.Warning, "calls_2026_03"), plan.Single(FindingCode.Gap) is var gap ? (gap.Severity, gap.Partition!.Name) : default);
    }

    [Fact]
    public void What_was_detached_to_be_kept_is_never_dropped() =>
        Assert.True(Plan(With(Record(Month(2025, 1), "2025-02-01", RetentionAction.Detach)), Now, PolicyOf(Keep("12 months"))).IsEmpty);

    [Fact]
    public void A_policy_that_no_longer_drops_keeps_it()
    {
        var plan = Plan(With(October2025), Now, PolicyOf(Keep("12 months", RetentionAction.Detach)));

        Assert.True(plan.IsEmpty);
        Assert.Equal(Severity.Information, plan.Single(FindingCode.DetachedKept).Severity);
    }

    [Fact]
    public void Without_a_policy_it_is_left_alone()
    {
        var plan = Plan(With(October2025), Now);

        Assert.True(plan.IsEmpty);
        Assert.Contains("no policy keeps public.calls", plan.Single(FindingCode.DetachedKept).Message);
    }

    [Fact]
    public void What_is_held_is_not_dropped()
    {
        var plan = Plan(With(October2025) with { Holds = [new Hold(Pattern("public.calls"), Range("2025-10-31", "2025-11-01"), "case 4711")] }, Now, PolicyOf(Keep("12 months")));

        Assert.True(plan.IsEmpty);
        Assert.Contains("public.calls_2025_10 (case 4711)", plan.Single(FindingCode.Held).Message);
    }

    [Theory]
    [InlineData(DetachedState.Gone)]
    [InlineData(DetachedState.Attached)]
    public void A_record_whose_table_is_gone_or_attached_asks_for_nothing(DetachedState state) =>
        Assert.True(Plan(With(October2025 with { State = state }), Now, PolicyOf(Keep("12 months"))).IsEmpty);

    [Fact]
    public void One_that_was_recorded_but_never_detached_is_retired_like_any_other()
    {
        var catalog = Catalog(Table(Months("2025-10", "2026-11"))) with { Detached = [October2025 with { State = DetachedState.Attached }] };

        Assert.Equal(["detach calls_2025_10", "drop calls_2025_10"], Plan(catalog, Now, PolicyOf(Keep("12 months"))).Names());
    }

    [Fact]
    public void Only_new_detaches_count_against_MaxPerRun()
    {
        var catalog = With(October2025, Months("2025-09", "2026-11")[..1]) with { Tables = [Table([Month(2025, 9), .. Months("2025-11", "2026-11")])] };

        Assert.Equal(
            ["detach calls_2025_09", "drop calls_2025_09", "drop calls_2025_10"],
            Plan(catalog, Now, PolicyOf(Keep("12 months", maxPerRun: 1))).Names());
    }

    [Fact]
    public void The_newest_record_of_a_table_counts()
    {
        var catalog = With(October2025) with { Detached = [October2025 with { RecordedAt = Utc("2026-01-01") }, October2025 with { RecordedAt = Utc("2026-11-20") }] };

        Assert.True(Plan(catalog, Now, PolicyOf(Keep("12 months", grace: "7 days"))).IsEmpty);
    }

    [Fact]
    public void A_new_partition_makes_way_for_the_name_of_a_table_we_detached()
    {
        var record = Record(Part("calls_2026_11", "2025-10-01", "2025-11-01"), "2026-11-20");

        Assert.Equal(["create calls_2026_11_1101"], Plan(With(record, Months("2026-10", "2026-10")), Now, PolicyOf(Keep("12 months", grace: "7 days"))).Names());
    }
}
