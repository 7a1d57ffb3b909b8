using PartitionKeeper.Cli;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Maintenance;

public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(new[] { MaintenanceStatus.NothingToDo }, ExitCode.Done)]
    [InlineData(new[] { MaintenanceStatus.Done, MaintenanceStatus.NothingToDo }, ExitCode.Done)]
    [InlineData(new[] { MaintenanceStatus.Done, MaintenanceStatus.Deferred }, ExitCode.Deferred)]
    [InlineData(new[] { MaintenanceStatus.AnotherHolder }, ExitCode.Deferred)]
    [InlineData(new[] { MaintenanceStatus.Standby }, ExitCode.Deferred)]
    [InlineData(new[] { MaintenanceStatus.Deferred, MaintenanceStatus.StalePlan }, ExitCode.StalePlan)]
    [InlineData(new[] { MaintenanceStatus.StalePlan, MaintenanceStatus.Failed }, ExitCode.Failed)]
    [InlineData(new[] { MaintenanceStatus.Done, MaintenanceStatus.Unavailable }, ExitCode.Failed)]
    [InlineData(new[] { MaintenanceStatus.Failed, MaintenanceStatus.Stopped }, ExitCode.Interrupted)]
    public void The_gravest_database_decides(object statuses, object expected) =>
        Assert.Equal((ExitCode)expected, ExitCodes.Of(((MaintenanceStatus[])statuses).Select(status => Reports.Of(status))));

    [Fact]
    public void Every_status_has_an_exit_code_of_its_kind() => Assert.All(
        Enum.GetValues<MaintenanceStatus>(),
        status => Assert.Equal(status is MaintenanceStatus.Done or MaintenanceStatus.NothingToDo, ExitCodes.Of([Reports.Of(status)]) == ExitCode.Done));

    [Fact]
    public void A_plan_with_steps_is_pending()
    {
        var empty = new DatabaseReading("Default", Reports.Reading.AsOf, Reports.Catalog, Reports.Plan with { Steps = [] });
        var unread = new DatabaseReading("Other", Reports.Reading.AsOf, null, null, Error: "not reachable");

        Assert.Equal(ExitCode.Done, ExitCodes.OfPlans([empty]));
        Assert.Equal(ExitCode.ChangesPending, ExitCodes.OfPlans([empty, Reports.Reading]));
        Assert.Equal(ExitCode.Failed, ExitCodes.OfPlans([Reports.Reading, unread]));
    }

    [Fact]
    public void Status_follows_from_outcomes_and_findings()
    {
        var (plan, step) = (Reports.Plan with { Findings = [] }, Reports.Plan.Steps[0]);
        var blocked = plan with { Steps = [], Findings = [new Finding(FindingCode.TooManyDue, Severity.Warning, step.Table, null, "m", "r", BlocksWork: true)] };

        Assert.Equal(MaintenanceStatus.NothingToDo, ReportStatus.Of(plan with { Steps = [] }, [], stopped: false));
        Assert.Equal(MaintenanceStatus.Done, ReportStatus.Of(plan, [Reports.Done(step)], stopped: false));
        Assert.Equal(MaintenanceStatus.Deferred, ReportStatus.Of(plan, [Reports.NoLock(step)], stopped: false));
        Assert.Equal(MaintenanceStatus.Deferred, ReportStatus.Of(blocked, [], stopped: false));
        Assert.Equal(MaintenanceStatus.Failed, ReportStatus.Of(plan, [Reports.Failed(step), Reports.Skipped(step)], stopped: false));
        Assert.Equal(MaintenanceStatus.Stopped, ReportStatus.Of(plan, [Reports.Done(step), Reports.Skipped(step)], stopped: true));
    }
}
