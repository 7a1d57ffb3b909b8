using System.Text;
using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class NameTests
{
    const string Now = "2026-11-21 20:06";

    [Theory]
    [InlineData("view")]
    [InlineData("foreign table")]
    [InlineData("partition of public.other")]
    public void A_relation_of_the_wanted_name_is_an_error_that_says_what_it_is(string kind)
    {
        var catalog = Catalog(Table()) with { Relations = [Other("calls_2026_12", kind)] };

        var plan = Plan(catalog, Now, Policy(premake: 1));

        var finding = plan.Single(FindingCode.NameTaken);
        Assert.Equal(["create calls_2026_11"], plan.Names());
        Assert.Equal((Severity.Error, true, "public.calls_2026_12"), (finding.Severity, finding.BlocksWork, finding.Partition!.ToString()));
        Assert.Contains($"is taken by a {kind}", finding.Message);
    }

    [Fact]
    public void A_name_taken_oddly_by_a_partition_of_the_same_table_is_made_different() => Assert.Equal(
        ["create calls_2026_11_1101 [2026-11-01, 2026-12-01)"],
        Plan(Table(Part("calls_2026_11", "2026-10-01", "2026-11-01")), Now, Policy(premake: 0)).Lines());

    [Fact]
    public void Coverage_never_fails_for_want_of_a_name_of_ones_own()
    {
        var table = Table(Part("calls_2026_11", "2026-10-01", "2026-11-01"), Part("calls_2026_11_1101", "2026-09-01", "2026-10-01"), Part("calls_2026_11_1101_2", "2026-08-01", "2026-09-01"));

        Assert.Equal(["create calls_2026_11_1101_3"], Plan(table, Now, Policy(premake: 0)).Names());
    }

    [Fact]
    public void Two_tables_whose_names_are_cut_to_the_same_are_told_apart_by_an_error()
    {
        var common = new string('x', 56);

        var plan = Plan(Catalog(Table(common + "_one"), Table(common + "_two")), Now, Policy("public.*", premake: 0));

        var finding = plan.Single(FindingCode.NameCollision);
        Assert.Equal(common + "_one", plan.Steps.Single().Table.Name);
        Assert.Equal((Severity.Error, true, common + "_two"), (finding.Severity, finding.BlocksWork, finding.Table!.Name));
        Assert.Contains("PartitionName", finding.Remedy);
    }

    [Fact]
    public void The_same_names_in_two_schemas_do_not_collide()
    {
        var other = Table() with { Name = new TableName("archive", "calls"), Oid = 99 };

        Assert.Equal(2, Plan(Catalog(Table(), other), Now, Policy("*.calls", premake: 0)).Steps.Length);
    }

    [Fact]
    public void A_numbered_name_is_cut_at_a_character_to_63_bytes()
    {
        var name = string.Concat(Enumerable.Repeat("ü", 27));
        var table = Table(
            Part($"{name}_2026_11", "2026-10-01", "2026-11-01"),
            Part(Plan(Table(name, Part($"{name}_2026_11", "2026-10-01", "2026-11-01")), Now, Policy($"public.{name}", premake: 0)).Steps.Single().Partition.Name, "2026-09-01", "2026-10-01"));

        var given = Plan(table with { Name = new TableName("public", name) }, Now, Policy($"public.{name}", premake: 0)).Steps.Single().Partition.Name;

        Assert.EndsWith("_2", given);
        Assert.InRange(Encoding.UTF8.GetByteCount(given), 60, 63);
    }

    [Fact]
    public void The_policys_template_names_partitions() =>
        Assert.Equal(["create calls_y2026m11"], Plan(Table(), Now, Policy(premake: 0, name: "{table}_y{yyyy}m{MM}")).Names());
}
