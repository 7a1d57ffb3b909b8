using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

public enum RunOutcome { Done, NothingToDo, Deferred, Failed, Stopped }

/// <summary>A row of <c>partition_keeper.run</c>.</summary>
/// <param name="AsOf">The run's "now".</param>
/// <param name="Host">Where it ran.</param>
public sealed record RunRecord(
    Guid Id, RunKind Kind, DateTimeOffset AsOf, DateTimeOffset StartedAt, TimeSpan Elapsed, RunOutcome Outcome, int Steps, int Failed, string Host, string Version);
