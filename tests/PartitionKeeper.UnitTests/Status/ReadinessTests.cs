using System.Collections.Immutable;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Scheduling;
using PartitionKeeper.Status;
using PartitionKeeper.UnitTests.Maintenance;
using PartitionKeeper.UnitTests.Planning;

namespace PartitionKeeper.UnitTests.Status;

public sealed class ReadinessTests
{
    static readonly DateTimeOffset Now = PlannerScenario.Utc(Reports.Now);
    static readonly MaintenanceReport Good = Reports.Of(MaintenanceStatus.Done, Reports.Plan, [.. Reports.Plan.Steps.Select(Reports.Done)]) with { LastFullRunAt = Now };

    [Fact]
    public void Is_ready_after_a_run_that_created_what_was_missing()
    {
        Assert.Equal(0, Reports.Plan.Tables[0].RunwayIntervals);
        Assert.Empty(Codes(Good, Good));
    }

    [Fact]
    public void Is_not_ready_before_the_first_run_ended() => Assert.Equal(["starting"], Codes(null, null));

    [Fact]
    public void Is_not_ready_without_partitions_for_the_next_interval() =>
        Assert.Equal(["run-failed", "runway-short"], Codes(Failed, Failed));

    [Fact]
    public void Is_not_ready_while_the_database_is_away_and_still_knows_the_tables()
    {
        Assert.Equal(["database-unreachable"], Codes(Reports.Of(MaintenanceStatus.Unavailable), Good));
        Assert.NotEmpty(Status(Reports.Of(MaintenanceStatus.Unavailable), Good).Tables);
    }

    [Fact]
    public void A_full_run_counts_as_missed_after_an_hour()
    {
        var status = new StatusSnapshot { Databases = [Status(Good, Good)] };

        Assert.Empty(Readiness.Reasons(status, PlannerScenario.Utc("2026-12-01 02:59")));
        Assert.Equal("run-missed", Assert.Single(Readiness.Reasons(status, PlannerScenario.Utc("2026-12-01 03:00"))).Code);
    }

    [Fact]
    public void Is_not_ready_with_a_rejected_configuration()
    {
        var status = new StatusSnapshot { Databases = [Status(Good, Good)], ConfigurationErrors = ["PartitionKeeper:Schedule = 5: wrong"] };

        Assert.Equal("configuration-rejected", Assert.Single(Readiness.Reasons(status, Now)).Code);
    }

    static MaintenanceReport Failed { get; } = Reports.Of(MaintenanceStatus.Failed, Reports.Plan, [Reports.Failed(Reports.Plan.Steps[0])]) with { LastFullRunAt = Now };

    static ImmutableArray<string> Codes(MaintenanceReport? last, MaintenanceReport? good) =>
        [.. Readiness.Reasons(new StatusSnapshot { Databases = [Status(last, good)] }, Now).Select(reason => reason.Code)];

    static DatabaseStatus Status(MaintenanceReport? last, MaintenanceReport? good) => new("Default", last, good, null, null, Schedule.Parse("0 2 1 * *", "UTC"), Now);
}
