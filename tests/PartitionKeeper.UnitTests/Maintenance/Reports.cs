using System.Collections.Immutable;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using PartitionKeeper.UnitTests.Planning;

namespace PartitionKeeper.UnitTests.Maintenance;

/// <summary>Readings and reports in few words, on the plan of a table that needs partitions ahead and has two that are due.</summary>
static class Reports
{
    public const string Now = "2026-11-21 20:06:00";

    public static PartitionedTable Turns { get; } = PlannerScenario.Table("call_turns", [.. PlannerScenario.Months("2025-09", "2026-11", "call_turns").Select(Sized)]);

    public static PartitionPolicy Policy { get; } = PlannerScenario.Policy("public.call_turns", retention: PlannerScenario.Keep("12 months"));

    public static DatabaseCatalog Catalog { get; } = PlannerScenario.Catalog(Turns) with { LastRunAt = PlannerScenario.Utc("2026-11-01 02:00"), LastFullRunAt = PlannerScenario.Utc("2026-11-01 02:00") };

    public static MaintenancePlan Plan { get; } = PlannerScenario.Plan(Catalog, Now, Policy);

    public static DatabaseReading Reading { get; } = new("Default", PlannerScenario.Utc(Now), Catalog, Plan);

    public static MaintenanceReport Of(MaintenanceStatus status, MaintenancePlan? plan = null, ImmutableArray<StepOutcome>? outcomes = null, string? error = null, string database = "Default") => new()
    {
        RunId = Guid.Parse("019b6fe9-f200-7000-8000-00000000000a"),
        Database = database,
        Kind = RunKind.Full,
        AsOf = PlannerScenario.Utc(Now),
        Elapsed = TimeSpan.FromSeconds(1.25),
        Status = status,
        Plan = plan,
        Outcomes = outcomes ?? [],
        Error = error,
    };

    public static StepOutcome Done(PlanStep step) => new StepOutcome.Done(
        step, TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(3), 1, null, step is PlanStep.DetachPartition or PlanStep.DropDetachedTable ? 128 * 1024 : null);

    public static StepOutcome NoLock(PlanStep step, bool detachPending = false) => new StepOutcome.LockNotAvailable(
        step, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(2), 10,
        [new Blocker(4711, "report [nightly]", "app", "idle in transaction", "AccessShareLock", step.Table, TimeSpan.FromSeconds(1800))], detachPending);

    public static StepOutcome Failed(PlanStep step) => new StepOutcome.Failed(
        step, "42501", "permission denied for schema public", "Grant CREATE on schema public to the role.", TimeSpan.FromMilliseconds(4));

    public static StepOutcome Skipped(PlanStep step) => new StepOutcome.Skipped(step, "an earlier step of the table did not succeed");

    /// <summary>One of every kind.</summary>
    public static ImmutableArray<StepOutcome> Mixed { get; } =
    [
        Done(Plan.Steps[0]), new StepOutcome.AlreadyDone(Plan.Steps[1], "the partition is there"), Failed(Plan.Steps[2]), NoLock(Plan.Steps[3]), Skipped(Plan.Steps[4]),
    ];

    static Partition Sized(Partition partition) => partition with { Bytes = 1_234_567, RowEstimate = 3_100_000 };
}
