using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class DefaultPartitionTests
{
    const string Now = "2026-11-21 20:06";

    static PartitionedTable WithRows(params StrayRows[] rows) => Table(DefaultPartition()) with { StrayRows = [.. rows] };

    [Fact]
    public void Rows_of_a_range_to_be_created_are_drained()
    {
        var plan = Plan(WithRows(new StrayRows(Range("2026-12-01", "2027-01-01"), 5_000)), Now, Policy(premake: 1));

        var drain = Assert.IsType<PlanStep.DrainDefault>(plan.Steps[1]);
        Assert.Equal(["create calls_2026_11", "drain calls_2026_12"], plan.Names());
        Assert.Equal((5_000, "calls_default"), (drain.Rows, drain.DefaultPartition.Name));
        plan.AssertNo(FindingCode.RowsInDefault);
    }

    [Fact]
    public void More_rows_than_fit_under_a_short_lock_are_an_error()
    {
        var plan = Plan(WithRows(new StrayRows(Range("2026-12-01", "2027-01-01"), MaintenancePlanner.DrainLimit + 1)), Now, Policy(premake: 1));

        Assert.Equal(["create calls_2026_11"], plan.Names());
        Assert.Equal((Severity.Error, true), plan.Single(FindingCode.RowsInDefault) is var finding ? (finding.Severity, finding.BlocksWork) : default);
    }

    [Fact]
    public void A_default_partition_that_takes_long_to_read_is_not_read_under_a_lock()
    {
        var table = Table(DefaultPartition() with { RowEstimate = MaintenancePlanner.ScanLimit + 1 }) with { StrayRows = [new StrayRows(Range("2026-12-01", "2027-01-01"), 1)] };

        var plan = Plan(table, Now, Policy(premake: 2));

        // Only for a range of the future that has no rows can it be read beforehand.
        Assert.Equal(["create calls_2027_01"], plan.Names());
        var findings = plan.Findings.Where(finding => finding.Code == FindingCode.RowsInDefault).ToList();
        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Error, true), (finding.Severity, finding.BlocksWork)));
        Assert.All(findings, finding => Assert.Contains("about 200001 rows", finding.Message));
    }

    [Fact]
    public void A_policy_may_refuse_to_drain()
    {
        var plan = Plan(WithRows(new StrayRows(Range("2026-11-01", "2026-12-01"), 1)), Now, Policy(premake: 0, defaultPartition: DefaultPartitionAction.Refuse));

        Assert.True(plan.IsEmpty);
        Assert.Contains("1 row ", plan.Single(FindingCode.RowsInDefault).Message);
        Assert.Contains("does not cover", plan.Single(FindingCode.RunwayShort).Message);
    }

    [Fact]
    public void Rows_of_a_table_that_foreign_keys_point_to_are_not_moved()
    {
        var key = new ForeignKey("turns_calls_fk", new TableName("public", "turns"), Calls);
        var table = WithRows(new StrayRows(Range("2026-11-01", "2026-12-01"), 1)) with { ReferencedBy = [key] };

        var plan = Plan(table, Now, Policy(premake: 0));

        Assert.True(plan.IsEmpty);
        Assert.Contains("turns_calls_fk of public.turns", plan.Single(FindingCode.RowsInDefault).Message);
    }

    [Fact]
    public void Rows_that_no_step_moves_are_summed_up_in_one_warning()
    {
        var table = WithRows(new StrayRows(Range("2047-01-01", "2047-02-01"), 3), new StrayRows(Range("1999-01-01", "1999-02-01"), 4), new StrayRows(null, 2));

        var finding = Plan(table, Now, Policy()).Single(FindingCode.RowsInDefault);

        Assert.Equal((Severity.Warning, false), (finding.Severity, finding.BlocksWork));
        Assert.Contains("9 rows for which no partition is planned: [1999-01-01, 1999-02-01) 4, [2047-01-01, 2047-02-01) 3, no range at all 2", finding.Message);
    }

    [Fact]
    public void Detaches_without_concurrently_when_the_table_has_a_default_partition()
    {
        var plan = Plan(Table([.. Months("2026-10", "2026-11"), DefaultPartition()]), Now, Policy(premake: 0, retention: Keep("1 day")));

        Assert.False(Assert.IsType<PlanStep.DetachPartition>(plan.Steps[0]).Concurrently);
    }

    [Fact]
    public void The_default_partition_is_never_retired_and_covers_nothing()
    {
        var plan = Plan(Table(DefaultPartition()), Now, Policy(premake: 0, retention: Keep("0 days")));

        Assert.Equal(["create calls_2026_11"], plan.Names());
        Assert.Contains("or land in the default partition", plan.Single(FindingCode.RunwayShort).Message);
    }
}
