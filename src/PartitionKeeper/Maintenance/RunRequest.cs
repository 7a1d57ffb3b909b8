using PartitionKeeper.Planning;

namespace PartitionKeeper.Maintenance;

/// <summary>What is asked of a run, the same for every database of a round.</summary>
sealed record RunRequest
{
    /// <summary>Null: a full run where the schedule owes one (<see cref="FullRunOwed"/>), otherwise a reconcile.</summary>
    public RunKind? Kind { get; init; } = RunKind.Full;

    /// <summary>A made-up "now"; null: the clock.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Only this table; null: all.</summary>
    public TablePattern? OnlyTable { get; init; }

    /// <summary>Approves up to this many retirements per table; null: none above <c>MaxPerRun</c>.</summary>
    public int? ApproveRetire { get; init; }

    /// <summary>Also read how large partitions are.</summary>
    public bool WithSizes { get; init; }

    /// <summary>Also write the plan as a script for psql.</summary>
    public bool WithScript { get; init; }

    /// <summary>Null: plan from what is there. Otherwise only these plans may be carried out, and only while they still fit.</summary>
    public SavedPlan? Saved { get; init; }
}
