using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>What our own tables say.</summary>
/// <param name="Version">0: there are none, or they cannot be read.</param>
sealed record StateFacts(
    int Version, DateTimeOffset? LastRunAt, DateTimeOffset? LastFullRunAt, bool LastRunFailed, ImmutableArray<DetachedPartition> Detached, ImmutableArray<Hold> Holds)
{
    public static StateFacts None { get; } = new(0, null, null, false, [], []);
}
