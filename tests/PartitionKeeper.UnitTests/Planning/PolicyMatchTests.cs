using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class PolicyMatchTests
{
    const string Now = "2026-11-21 20:06";

    [Fact]
    public void An_exact_name_beats_a_wildcard_that_is_listed_first()
    {
        var plan = Plan(Catalog(Table()), Now, Policy("public.*", premake: 1), Policy("public.calls", premake: 2));

        Assert.Equal("public.calls", Assert.Single(plan.Tables).Policy);
        Assert.Equal(3, plan.Steps.Length);
    }

    [Fact]
    public void Among_wildcards_the_first_listed_wins() =>
        Assert.Equal("public.c*", Assert.Single(Plan(Catalog(Table()), Now, Policy("public.c*"), Policy("public.*")).Tables).Policy);

    [Fact]
    public void A_wildcard_keeps_every_table_it_matches_in_the_order_of_names() =>
        Assert.Equal(["calls", "turns"], Plan(Catalog(Table("turns"), Table("calls")), Now, Policy("public.*")).Tables.Select(table => table.Table.Name));

    [Fact]
    public void A_wildcard_passes_over_partitions_and_tables_not_partitioned_by_range()
    {
        var catalog = Catalog(Table(), Table("calls_2026") with { IsPartition = true }, Table("tenants") with { Strategy = PartitionStrategy.List });

        var plan = Plan(catalog, Now, Policy("public.*"));

        Assert.Equal(["calls"], plan.Tables.Select(table => table.Table.Name));
        plan.AssertNo(FindingCode.NotRangePartitioned);
    }

    [Fact]
    public void A_table_that_is_itself_a_partition_is_kept_when_it_is_named() =>
        Assert.NotEmpty(Plan(Table() with { IsPartition = true }, Now, Policy()).Steps);

    [Fact]
    public void A_missing_table_is_an_error_that_names_it()
    {
        var finding = Plan(Catalog(), Now, Policy("public.cals")).Single(FindingCode.TableMissing);

        Assert.Equal((Severity.Error, true, new TableName("public", "cals")), (finding.Severity, finding.BlocksWork, finding.Table));
        Assert.Contains("public.cals", finding.Message);
    }

    [Fact]
    public void A_wildcard_that_matches_nothing_is_a_warning()
    {
        var finding = Plan(Catalog(Table()), Now, Policy("tenant_*.messages"), Policy()).Single(FindingCode.TableMissing);

        Assert.Equal((Severity.Warning, false), (finding.Severity, finding.BlocksWork));
        Assert.Contains("tenant_*.messages", finding.Message);
    }

    [Fact]
    public void A_table_partitioned_by_list_is_an_error_when_it_is_named()
    {
        var finding = Plan(Table() with { Strategy = PartitionStrategy.List }, Now, Policy()).Single(FindingCode.NotRangePartitioned);

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("by list", finding.Message);
    }

    [Fact]
    public void A_table_that_is_not_partitioned_at_all_is_told_from_one_that_is_missing()
    {
        var catalog = Catalog(Table("turns")) with { Relations = [Other("calls")] };

        var plan = Plan(catalog, Now, Policy());

        Assert.Contains("is a table, not a table partitioned by range", plan.Single(FindingCode.NotRangePartitioned).Message);
        plan.AssertNo(FindingCode.TableMissing);
    }

    [Fact]
    public void A_key_that_cannot_be_a_time_is_an_error_with_what_to_set()
    {
        var table = Table() with { Key = [Column(KeyType.BigInt, "bigint")] };

        var plan = Plan(table, Now, Policy());

        Assert.True(plan.IsEmpty);
        Assert.Contains("unix-seconds", plan.Single(FindingCode.KeyUnsupported).Message);
        Assert.True(plan.Single(FindingCode.KeyUnsupported).BlocksWork);
    }

    [Fact]
    public void A_key_that_cannot_be_a_time_is_a_warning_when_a_wildcard_met_it() =>
        Assert.Equal(
            (Severity.Warning, false),
            Plan(Table() with { Key = [Column(KeyType.BigInt, "bigint")] }, Now, Policy("public.*")).Single(FindingCode.KeyUnsupported) is var finding ? (finding.Severity, finding.BlocksWork) : default);

    [Fact]
    public void A_date_key_cannot_be_cut_into_hours()
    {
        var plan = Plan(Table() with { Key = [Column(KeyType.Date, "date")] }, Now, Policy(interval: "6 hours"));

        Assert.True(plan.IsEmpty);
        Assert.Contains("6 hours", plan.Single(FindingCode.KeyUnsupported).Message);
    }

    [Fact]
    public void One_table_alone_can_be_planned()
    {
        var request = Request(Catalog(Table("turns"), Table()), Now, Policy("public.*"), Policy("public.gone")) with { OnlyTable = Pattern("public.calls") };

        var plan = MaintenancePlanner.Plan(request);

        Assert.All(plan.Steps, step => Assert.Equal(Calls, step.Table));
        Assert.Equal([Calls], plan.Tables.Select(table => table.Table));
        Assert.All(plan.Findings, finding => Assert.Equal(Calls, finding.Table));
    }

    [Fact]
    public void Asking_for_a_table_that_no_policy_keeps_is_an_error()
    {
        var request = Request(Catalog(Table("turns"), Table()), Now, Policy()) with { OnlyTable = Pattern("public.turns") };

        Assert.Contains("No policy keeps public.turns", MaintenancePlanner.Plan(request).Single(FindingCode.TableMissing).Message);
    }
}
