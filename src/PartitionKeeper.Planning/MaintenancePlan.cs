using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

public enum RunKind
{
    /// <summary>Everything: finalize, create, drain, retire.</summary>
    Full,
    /// <summary>Between full runs: finalize, create, drain, attach again, drop what is past its grace. Nothing new is retired.</summary>
    Reconcile,
}

/// <summary>What one run would do to one database.</summary>
public sealed record MaintenancePlan
{
    /// <summary>The name of the connection string.</summary>
    public required string Database { get; init; }

    public required RunKind Kind { get; init; }

    /// <summary>The "now" that the plan was made with.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Of the catalog and the policies that the plan was made from; a saved plan is applied only while it is the same.</summary>
    public required string Fingerprint { get; init; }

    public required ImmutableArray<PlanStep> Steps { get; init; }

    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Every table that a policy keeps, with the facts that status, metrics and readiness are made from; ordered by name.</summary>
    public required ImmutableArray<TableOutlook> Tables { get; init; }

    public bool IsEmpty => Steps.IsEmpty;
}

/// <summary>How one table stands before the plan is applied.</summary>
/// <param name="Policy">The text of the policy's <c>Table</c>.</param>
/// <param name="Partitions">The default partition and pending detaches included.</param>
/// <param name="CoveredUntil">
/// Up to where inserts from now on find a partition without a gap, as an instant (also for wall-clock keys); null when not even now is covered, <see cref="DateTimeOffset.MaxValue"/>
/// when the last partition is open-ended. The default partition covers nothing, and neither does a pending detach.
/// </param>
/// <param name="RunwayIntervals">Whole intervals after the current one that are covered, at most 1,000; -1 when now is not covered.</param>
/// <param name="Due">Attached partitions past retention that no hold keeps.</param>
/// <param name="NextDue">When the next partition that is not due yet becomes due, as an instant; null when none ever does.</param>
public sealed record TableOutlook(
    TableName Table,
    string Policy,
    PartitionInterval Interval,
    int Premake,
    int Partitions,
    DateTimeOffset? CoveredUntil,
    int RunwayIntervals,
    int Due,
    DateTimeOffset? NextDue,
    bool HasDefaultPartition,
    int DetachPending);
