using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class PendingDetachTests
{
    const string Now = "2026-11-21 20:06";

    static Partition Pending(Partition partition) => partition with { DetachPending = true };

    static DatabaseCatalog WithPending(int year, int month, DetachedPartition? record) =>
        Catalog(Table([.. Months("2026-01", "2026-11"), Pending(Month(year, month))])) with { Detached = record is null ? [] : [record] };

    [Fact]
    public void A_pending_detach_is_finished_before_anything_else()
    {
        var catalog = Catalog(Table("zz", Pending(Month(2025, 1, "zz"))), Table());

        var plan = Plan(catalog, Now, Policy("public.*", premake: 0, retention: Keep("1 month")));

        Assert.Equal(["finalize zz_2025_01", "create calls_2026_11", "create zz_2026_11"], plan.Names());
        Assert.Equal(Severity.Warning, plan.Single(FindingCode.DetachPending).Severity);
    }

    [Fact]
    public void Our_own_that_is_still_due_is_dropped_at_once_when_there_is_no_grace()
    {
        var record = Record(Month(2025, 10), "2026-11-01", state: DetachedState.Pending);

        Assert.Equal(
            ["finalize calls_2025_10", "drop calls_2025_10"],
            Plan(WithPending(2025, 10, record), Now, Policy(premake: 0, retention: Keep("12 months"))).Names());
    }

    [Fact]
    public void Our_own_is_finished_and_dropped_between_full_runs_too()
    {
        var record = Record(Month(2025, 10), "2026-11-01", state: DetachedState.Pending);
        var request = Request(WithPending(2025, 10, record), Now, Policy(premake: 0, retention: Keep("12 months"))) with { Kind = RunKind.Reconcile };

        Assert.Equal(["finalize calls_2025_10", "drop calls_2025_10"], MaintenancePlanner.Plan(request).Names());
    }

    [Fact]
    public void Our_own_waits_for_its_grace()
    {
        var record = Record(Month(2025, 10), "2026-11-20", state: DetachedState.Pending);

        Assert.Equal(["finalize calls_2025_10"], Plan(WithPending(2025, 10, record), Now, Policy(premake: 0, retention: Keep("12 months", grace: "7 days"))).Names());
    }

    [Fact]
    public void Our_own_that_is_no_longer_due_is_finished_and_attached_again()
    {
        var record = Record(Month(2025, 10), "2026-11-20", state: DetachedState.Pending);

        Assert.Equal(
            ["finalize calls_2025_10", "attach calls_2025_10"],
            Plan(WithPending(2025, 10, record), Now, Policy(premake: 0, retention: Keep("14 months"))).Names()[..2]);
    }

    [Fact]
    public void Somebody_elses_that_is_not_due_is_finished_and_left_alone()
    {
        var plan = Plan(WithPending(2025, 12, null), Now, Policy(premake: 0, retention: Keep("12 months")));

        Assert.Equal(["finalize calls_2025_12"], plan.Names());
        Assert.Equal("calls_2025_12", plan.Single(FindingCode.DetachedByOther).Partition!.Name);
    }

    [Fact]
    public void Somebody_elses_within_the_window_leaves_a_name_that_is_taken()
    {
        var plan = Plan(Catalog(Table(Pending(Month(2026, 11)), Month(2026, 12))), Now, Policy(premake: 1));

        Assert.Equal(["finalize calls_2026_11"], plan.Names());
        Assert.Contains("ATTACH PARTITION", plan.Single(FindingCode.NameTaken).Remedy);
        Assert.Equal(Severity.Error, plan.Single(FindingCode.RunwayShort).Severity);
    }

    [Fact]
    public void Somebody_elses_is_never_dropped_even_when_it_is_due()
    {
        var plan = Plan(WithPending(2025, 10, null), Now, Policy(premake: 0, retention: Keep("12 months")));

        Assert.Equal(["finalize calls_2025_10"], plan.Names());
        Assert.Contains("although it is past retention", plan.Single(FindingCode.DetachedByOther).Message);
    }

    [Fact]
    public void What_is_held_is_finished_and_not_dropped()
    {
        var catalog = WithPending(2025, 10, Record(Month(2025, 10), "2026-11-01", state: DetachedState.Pending)) with { Holds = [new Hold(Pattern("public.calls"), null, "audit")] };

        var plan = Plan(catalog, Now, Policy(premake: 0, retention: Keep("12 months")));

        Assert.Equal(["finalize calls_2025_10"], plan.Names());
        Assert.Contains("audit", plan.Single(FindingCode.Held).Message);
    }

    [Fact]
    public void It_is_finished_even_where_another_bound_is_not_understood()
    {
        var odd = Part("odd", new PartitionBound.Range([new BoundValue.Other("x")], [new BoundValue.Other("y")]));

        Assert.Equal(["finalize calls_2025_10"], Plan(Table(odd, Pending(Month(2025, 10))), Now, Policy(retention: Keep("1 month"))).Names());
    }
}
