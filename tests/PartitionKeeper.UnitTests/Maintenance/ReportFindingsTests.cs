using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.UnitTests.Maintenance;

public sealed class ReportFindingsTests
{
    static readonly PlanStep Step = Reports.Plan.Steps[0];
    static readonly Finding Short = new(FindingCode.RunwayShort, Severity.Error, Step.Table, null, "no partition", "apply", SolvedByPlan: true);
    static readonly Finding Blocked = new(FindingCode.NameTaken, Severity.Error, Step.Table, null, "taken", "rename it", BlocksWork: true);

    [Fact]
    public void A_finding_that_the_steps_put_right_is_gone_when_they_are_done() =>
        Assert.Equal([Blocked], After(new StepOutcome.Done(Step, TimeSpan.Zero, TimeSpan.Zero, 1, null, null)).Findings);

    [Fact]
    public void It_is_gone_too_when_somebody_else_did_the_steps() => Assert.Equal([Blocked], After(new StepOutcome.AlreadyDone(Step, "it is there")).Findings);

    [Fact]
    public void It_stays_when_a_step_was_not_done()
    {
        Assert.Equal([Short, Blocked], After(new StepOutcome.Skipped(Step, "the run was asked to stop")).Findings);
        Assert.Equal([Short, Blocked], After().Findings);
    }

    static MaintenanceReport After(params StepOutcome[] outcomes) => Reports.Of(MaintenanceStatus.Done) with
    {
        Plan = Reports.Plan with { Steps = [Step], Findings = [Short, Blocked] },
        Outcomes = [.. outcomes],
    };
}
