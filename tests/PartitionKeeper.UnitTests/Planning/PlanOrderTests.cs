using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class PlanOrderTests
{
    const string Now = "2026-11-21 20:06";

    [Fact]
    public void All_that_inserts_need_comes_before_anything_is_retired()
    {
        var catalog = Catalog(
            Table("b", Month(2025, 9, "b"), Month(2025, 8, "b")),
            Table("a", Month(2025, 7, "a") with { DetachPending = true }, Month(2025, 6, "a")),
            Table("c", [.. Months("2026-11", "2026-11", "c")]))
            with
        { Detached = [Record(Month(2025, 7, "a"), "2026-11-20", state: DetachedState.Pending, table: "a")] };

        var plan = Plan(catalog, Now, Policy("public.*", premake: 1, retention: Keep("1 day")));

        Assert.Equal(
            [
                "finalize a_2025_07",
                "create a_2026_11", "create b_2026_11",
                "create a_2026_12", "create b_2026_12", "create c_2026_12",
                "detach a_2025_06", "drop a_2025_06", "drop a_2025_07",
                "detach b_2025_08", "drop b_2025_08", "detach b_2025_09", "drop b_2025_09",
            ],
            plan.Names());
    }

    [Fact]
    public void The_order_of_the_catalog_does_not_matter()
    {
        var tables = new[] { Table("b", Months("2025-06", "2025-09", "b")), Table("a", Months("2026-01", "2026-03", "a")) };
        var policy = Policy("public.*", retention: Keep("12 months"));
        var shuffled = tables.Select(table => table with { Partitions = [.. table.Partitions.Reverse()] }).Reverse().ToArray();

        var one = Plan(Catalog() with { Tables = [.. tables] }, Now, policy);
        var other = Plan(Catalog() with { Tables = [.. shuffled] }, Now, policy);

        Assert.Equal(PlanJson.Write(one), PlanJson.Write(other));
    }

    [Fact]
    public void A_plan_knows_what_it_was_made_for()
    {
        var plan = MaintenancePlanner.Plan(Request(Catalog(Table()), Now, Policy()) with { Kind = RunKind.Reconcile, Now = new DateTimeOffset(2026, 11, 21, 22, 6, 0, TimeSpan.FromHours(2)) });

        Assert.Equal(("Default", RunKind.Reconcile, Utc(Now), TimeSpan.Zero), (plan.Database, plan.Kind, plan.AsOf, plan.AsOf.Offset));
        Assert.Equal(64, plan.Fingerprint.Length);
    }
}
