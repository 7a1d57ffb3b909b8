using System.Collections.Immutable;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Maintenance;

enum MaintenanceStatus
{
    NothingToDo,
    Done,
    /// <summary>Something was skipped or held: a lock not granted, a finding that blocks a step.</summary>
    Deferred,
    /// <summary>A step failed.</summary>
    Failed,
    /// <summary>Another session holds the maintenance lock; it does the work.</summary>
    AnotherHolder,
    /// <summary>The server is a hot standby.</summary>
    Standby,
    /// <summary>The database could not be reached, or was lost in the middle.</summary>
    Unavailable,
    /// <summary>The run was asked to stop.</summary>
    Stopped,
    /// <summary>A saved plan no longer fits the catalog or the configuration.</summary>
    StalePlan,
}

/// <summary>What one run did to one database: the one value that log, metrics, JSON, status and exit code are made from.</summary>
sealed record MaintenanceReport
{
    public required Guid RunId { get; init; }

    public required string Database { get; init; }

    public required RunKind Kind { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required MaintenanceStatus Status { get; init; }

    /// <summary>Null when no plan was made.</summary>
    public MaintenancePlan? Plan { get; init; }

    /// <summary>A prefix of the plan's steps when the run ended early.</summary>
    public ImmutableArray<StepOutcome> Outcomes { get; init; } = [];

    /// <summary>The newest full run that finished, this one included; null when none is recorded or the catalog was not read.</summary>
    public DateTimeOffset? LastFullRunAt { get; init; }

    /// <summary>What the plan found and the run did not put right.</summary>
    public ImmutableArray<Finding> Findings => [.. (Plan?.Findings ?? []).Where(finding => !finding.SolvedByPlan || !IsDone(finding.Table))];

    /// <summary>One line: what went wrong and what to do; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Every step that mends the table was done, now or by somebody else; what is merely to be retired can wait.</summary>
    bool IsDone(TableName? table)
    {
        var done = Outcomes.Where(outcome => outcome is StepOutcome.Done or StepOutcome.AlreadyDone).Select(outcome => outcome.Step).ToHashSet();
        return Plan!.Steps.Where(step => step.Table == table && step is not (PlanStep.DetachPartition or PlanStep.DropDetachedTable)).All(done.Contains);
    }
}
