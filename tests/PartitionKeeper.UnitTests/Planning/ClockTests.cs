using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class ClockTests
{
    const string Now = "2026-11-21 20:06";

    static PlanRequest RequestAt(string server) =>
        Request(Catalog(Table(Months("2025-01", "2026-11"))) with { Detached = [Record(Month(2024, 12), "2026-01-01")] }, Now, Policy(premake: 1, retention: Keep("12 months")))
            is var request ? request with { Catalog = request.Catalog with { ServerTime = Utc(server) } } : null!;

    [Theory]
    [InlineData("2026-11-21 20:07:01", "behind")]
    [InlineData("2026-11-21 20:04:59", "ahead of")]
    public void A_clock_more_than_a_minute_off_stops_retirement_but_not_creation(string server, string how)
    {
        var plan = MaintenancePlanner.Plan(RequestAt(server));

        Assert.Equal(["create calls_2026_12"], plan.Names());
        Assert.Contains($"61 s {how}", plan.Single(FindingCode.ClockSkew).Message);
        Assert.True(plan.Single(FindingCode.ClockSkew) is { Severity: Severity.Error, BlocksWork: true });
    }

    [Fact]
    public void A_minute_is_tolerated() => MaintenancePlanner.Plan(RequestAt("2026-11-21 20:07:00")).AssertNo(FindingCode.ClockSkew);

    [Fact]
    public void A_run_recorded_in_the_future_means_that_the_clock_went_backwards()
    {
        var request = RequestAt(Now);

        var plan = MaintenancePlanner.Plan(request with { Catalog = request.Catalog with { LastRunAt = Utc("2026-11-21 20:07:01") } });

        Assert.Equal(["create calls_2026_12"], plan.Names());
        Assert.True(plan.Single(FindingCode.ClockBackwards) is { Severity: Severity.Error, BlocksWork: true });
    }

    [Fact]
    public void A_made_up_time_is_compared_with_no_clock()
    {
        var request = RequestAt("2020-01-01");

        var plan = MaintenancePlanner.Plan(request with { Hypothetical = true, Catalog = request.Catalog with { LastRunAt = Utc("2030-01-01") } });

        Assert.NotEmpty(plan.Steps.OfType<PlanStep.DetachPartition>());
        Assert.Empty(plan.Findings.Where(finding => finding.Code is FindingCode.ClockSkew or FindingCode.ClockBackwards));
    }

    [Fact]
    public void Nothing_is_attached_again_by_a_clock_that_is_not_trusted()
    {
        var request = RequestAt("2026-11-22");
        var raised = request with { Policies = [Policy(premake: 1, retention: Keep("60 months"))] };

        Assert.Equal(["create calls_2026_12"], MaintenancePlanner.Plan(raised).Names());
    }
}
