using System.Text.Json.Nodes;
using PartitionKeeper.Planning;
using PartitionKeeper.UnitTests.Conventions;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class PlanJsonTests
{
    static readonly MaintenancePlan Everything = Plan(Catalog(Table(Months("2025-10", "2026-11"))), "2026-11-21 20:06:01.5", Policy(premake: 1, retention: Keep("12 months"))) with
    {
        Steps = Samples.Steps,
        Findings =
        [
            new Finding(FindingCode.TableMissing, Severity.Warning, null, null, "message", "remedy"),
            new Finding(FindingCode.NameTaken, Severity.Error, Calls, new TableName("public", "calls_2026_12"), "it's \"<taken>\" ü", "rename it", BlocksWork: true),
        ],
    };

    [Fact]
    public void Every_kind_of_step_has_a_sample() => Assert.Equal(
        typeof(PlanStep).GetNestedTypes().ToHashSet(), Samples.Steps.Select(step => step.GetType()).ToHashSet());

    [Fact]
    public void Every_kind_of_bound_value_has_a_sample() => Assert.Equal(
        typeof(BoundValue).GetNestedTypes().ToHashSet(), Samples.BoundValues.Select(value => value.GetType()).ToHashSet());

    [Fact]
    public void Reading_back_gives_an_equal_plan()
    {
        var read = PlanJson.Read(PlanJson.Write(Everything));

        Assert.Equal(Everything.Steps, read.Steps);
        Assert.Equal(Everything.Findings, read.Findings);
        Assert.Equal(Everything.Tables, read.Tables);
        Assert.Equal((Everything.Database, Everything.Kind, Everything.AsOf, Everything.Fingerprint), (read.Database, read.Kind, read.AsOf, read.Fingerprint));
        Assert.Equal(PlanJson.Write(Everything), PlanJson.Write(read));
    }

    [Fact]
    public void Every_code_severity_and_action_is_read_back()
    {
        Assert.All(Enum.GetValues<FindingCode>(), code => Assert.Equal(code, KebabCase.Read<FindingCode>(KebabCase.Write(code))));
        Assert.All(Enum.GetValues<RetentionAction>(), action => Assert.Equal(action, KebabCase.Read<RetentionAction>(KebabCase.Write(action))));
        Assert.Equal("rows-in-default", KebabCase.Write(FindingCode.RowsInDefault));
    }

    [Fact]
    public void The_form_is_as_it_was()
    {
        var golden = Path.Combine(SourceTree.Root, "tests", "PartitionKeeper.UnitTests", "Golden", "plan.json");
        var json = PlanJson.Write(Everything) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(golden, json);

        Assert.Equal(File.ReadAllText(golden), json);
    }

    [Theory]
    [InlineData("", "Not a plan")]
    [InlineData("[]", "$ must be an object")]
    [InlineData("{}", "$ has no \"format\"")]
    [InlineData("{\"format\": 2}", "$.format is 2")]
    public void What_is_no_plan_is_refused(string json, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<FormatException>(() => PlanJson.Read(json)).Message);

    [Theory]
    [InlineData("step", "drop-everything", "$.steps[1].step is \"drop-everything\"")]
    [InlineData("reason", 7, "$.steps[1].reason must be a text")]
    [InlineData("range", null, "$.steps[1].range must be an object")]
    [InlineData("bound", "x", "$.steps[1].bound must be an object")]
    public void What_is_wrong_is_told_with_its_place(string property, object? value, string complaint)
    {
        var json = JsonNode.Parse(PlanJson.Write(Everything))!;
        json["steps"]![1]![property] = value switch { string text => text, int number => number, _ => null };

        Assert.Contains(complaint, Assert.Throws<FormatException>(() => PlanJson.Read(json.ToJsonString())).Message);
    }

    [Fact]
    public void A_range_that_ends_before_it_starts_is_refused()
    {
        var json = JsonNode.Parse(PlanJson.Write(Everything))!;
        json["steps"]![1]!["range"]!["to"] = "1999-01-01T00:00:00Z";

        Assert.Contains("$.steps[1].range must end after it starts", Assert.Throws<FormatException>(() => PlanJson.Read(json.ToJsonString())).Message);
    }
}
