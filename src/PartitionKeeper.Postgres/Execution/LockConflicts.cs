using System.Collections.Immutable;
using System.Diagnostics;

namespace PartitionKeeper.Postgres;

/// <summary>PostgreSQL's table of conflicting lock modes, with the names of <c>pg_locks.mode</c>.</summary>
static class LockConflicts
{
    static readonly ImmutableArray<string> All =
    [
        "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
    ];

    /// <summary>The modes that keep a request for <paramref name="level"/> waiting.</summary>
    public static IEnumerable<string> With(LockLevel level) => level switch
    {
        LockLevel.None => [],
        LockLevel.AccessShare => All[7..],
        LockLevel.RowShare => All[6..],
        LockLevel.RowExclusive => All[4..],
        LockLevel.ShareUpdateExclusive => All[3..],
        LockLevel.Share => [All[2], All[3], .. All[5..]],
        LockLevel.ShareRowExclusive => All[2..],
        LockLevel.Exclusive => All[1..],
        LockLevel.AccessExclusive => All,
        _ => throw new UnreachableException(),
    };
}
