using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>One of every kind, for tests that go over all of them.</summary>
static class Samples
{
    static readonly TableName Calls = new("public", "calls");
    static readonly TableName Partition = new("public", "Calls \"2026\" 01");
    static readonly TimeRange January = PlannerScenario.Range("2026-01-01", "2026-02-01");

    public static ImmutableArray<BoundValue> BoundValues { get; } =
    [
        new BoundValue.MinValue(),
        new BoundValue.MaxValue(),
        new BoundValue.NegativeInfinity(),
        new BoundValue.PositiveInfinity(),
        new BoundValue.Instant(PlannerScenario.Utc("2026-01-01 00:00:00.123456")),
        new BoundValue.LocalTime(new DateTime(2026, 1, 1, 12, 30, 0, DateTimeKind.Unspecified).AddTicks(1_230)),
        new BoundValue.Date(new DateOnly(2026, 1, 1)),
        new BoundValue.Integer(Int128.MaxValue),
        new BoundValue.Uuid(Guid.Parse("019b6fe9-f200-7000-8000-00000000000a")),
        new BoundValue.Text("01KDQYKW00 it's \"quoted\" ü"),
        new BoundValue.BeyondCalendar("4713-01-01 00:00:00 BC", Past: true),
        new BoundValue.BeyondCalendar("294276-01-01 00:00:00", Past: false),
        new BoundValue.Other("(1,2)"),
    ];

    public static PartitionBound.Range Bound { get; } = new(BoundValues, BoundValues);

    public static ImmutableArray<PlanStep> Steps { get; } =
    [
        new PlanStep.FinalizeDetach(Calls, Partition, 4_000_000_001, new TimeRange(DateTimeOffset.MinValue, January.From), "a detach was begun"),
        new PlanStep.CreatePartition(Calls, Partition, Bound, January, "holds now"),
        new PlanStep.DrainDefault(Calls, Partition, Bound, January, new TableName("public", "calls_default"), 5_000_000_000, "rows stand in the default partition"),
        new PlanStep.AttachPartition(Calls, Partition, 16_402, Bound, new TimeRange(January.From, DateTimeOffset.MaxValue), "no longer past retention"),
        new PlanStep.DetachPartition(Calls, Partition, 16_403, Bound, January, Concurrently: true, RetentionAction.Drop, "ended 2026-02-01"),
        new PlanStep.DropDetachedTable(
            Calls, Partition, 16_404, January, PartitionKind.ForeignTable, [new ForeignKey("calls_user_fk", Partition, new TableName("public", "users"))], "ended 2026-02-01"),
    ];
}
