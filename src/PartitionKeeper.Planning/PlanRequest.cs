using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>The question put to the planner for one database.</summary>
public sealed record PlanRequest
{
    public required DatabaseCatalog Catalog { get; init; }

    /// <summary>Policies for this database, in the order of the configuration.</summary>
    public required ImmutableArray<PartitionPolicy> Policies { get; init; }

    /// <summary>Read once per run.</summary>
    public required DateTimeOffset Now { get; init; }

    public RunKind Kind { get; init; } = RunKind.Full;

    /// <summary>Holds of the configuration.</summary>
    public ImmutableArray<Hold> Holds { get; init; } = [];

    /// <summary>Only this table; null: all.</summary>
    public TablePattern? OnlyTable { get; init; }

    /// <summary>Approves up to this many retirements per table above <c>MaxPerRun</c>; null: none.</summary>
    public int? ApproveRetire { get; init; }

    /// <summary><see cref="Now"/> is a made-up time (<c>--as-of</c>): it is not compared with the server's clock or the last run's.</summary>
    public bool Hypothetical { get; init; }
}
