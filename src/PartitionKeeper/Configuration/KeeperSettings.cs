using System.Collections.Immutable;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using PartitionKeeper.Scheduling;

namespace PartitionKeeper.Configuration;

/// <summary>The configuration, completely validated and turned into the types that the rest of the program works with. Nobody else sees options.</summary>
sealed record KeeperSettings
{
    /// <summary>When full runs are due.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>Between full runs; null: never.</summary>
    public required TimeSpan? Reconcile { get; init; }

    /// <summary>Every connection string that a policy uses, ordered by name.</summary>
    public required ImmutableArray<DatabaseTarget> Databases { get; init; }

    /// <summary>In the order of the file.</summary>
    public required ImmutableArray<PartitionPolicy> Policies { get; init; }

    public required SafetySettings Safety { get; init; }

    /// <summary>Databases worked on at the same time; at least one.</summary>
    public required int DatabasesAtOnce { get; init; }

    public ImmutableArray<Hold> Holds { get; init; } = [];

    public ArchiveSettings Archive { get; init; } = ArchiveSettings.None;

    /// <summary>Where HTTP listens ("http://127.0.0.1:8080"), read once at start; null: off.</summary>
    public required string? HttpListen { get; init; }

    public ImmutableArray<PartitionPolicy> PoliciesFor(string database) =>
        [.. Policies.Where(policy => policy.Database == "*" || policy.Database.Equals(database, StringComparison.OrdinalIgnoreCase))];
}
