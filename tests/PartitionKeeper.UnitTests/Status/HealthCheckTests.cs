using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Status;
using PartitionKeeper.UnitTests.Configuration;
using PartitionKeeper.UnitTests.Maintenance;
using PartitionKeeper.UnitTests.Planning;

namespace PartitionKeeper.UnitTests.Status;

public sealed class HealthCheckTests
{
    static readonly Partition[] Months = PlannerScenario.Months("2025-12", "2027-02");

    [Fact]
    public void Healthy_when_partitions_are_ahead_and_the_run_was_made() => Assert.True(Examine("2026-11-01 02:00", Months).IsHealthy);

    [Fact]
    public void A_missed_run_is_an_error()
    {
        var health = Examine("2026-10-31", Months);

        Assert.False(health.IsHealthy);
        Assert.Equal(FindingCode.RunMissed, Assert.Single(health.Findings).Code);
    }

    [Fact]
    public void Without_retention_there_is_no_history_to_miss_a_run_in() => Assert.Empty(Examine(null, Months, retention: null).Findings);

    [Fact]
    public void No_history_yet_is_not_unhealthy() => Assert.True(Examine(null, Months).IsHealthy);

    [Fact]
    public void A_gap_in_the_past_is_a_warning()
    {
        var health = Examine("2026-11-01 02:00", [.. Months.Where(partition => partition.Name.Name != "calls_2026_05")]);

        Assert.False(health.IsHealthy);
        Assert.Contains("[2026-05-01, 2026-06-01)", Assert.Single(health.Findings, finding => finding.Code == FindingCode.Gap).Message);
    }

    [Fact]
    public void Runway_under_one_interval_is_an_error() =>
        Assert.Contains(Examine("2026-11-01 02:00", PlannerScenario.Months("2025-12", "2026-11")).Findings, finding => finding is { Code: FindingCode.RunwayShort, Severity: Severity.Error });

    static DatabaseHealth Examine(string? lastFullRun, Partition[] partitions) => Examine(lastFullRun, partitions, PlannerScenario.Keep("12 months"));

    static DatabaseHealth Examine(string? lastFullRun, Partition[] partitions, Retention? retention)
    {
        var policy = PlannerScenario.Policy(retention: retention);
        DateTimeOffset? last = lastFullRun is null ? null : PlannerScenario.Utc(lastFullRun);
        var catalog = PlannerScenario.Catalog(PlannerScenario.Table(partitions)) with { LastFullRunAt = last, LastRunAt = last };
        var plan = PlannerScenario.Plan(catalog, Reports.Now, policy);
        var settings = SettingsText.Valid(SettingsText.With("\"Schedule\": \"0 2 1 * *\"")) with { Policies = [policy] };

        return HealthCheck.Examine(new DatabaseReading("Default", plan.AsOf, catalog, plan), settings);
    }
}
