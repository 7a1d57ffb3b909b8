namespace PartitionKeeper.Planning;

public enum Severity
{
    /// <summary>Worth knowing; <c>check</c> stays healthy.</summary>
    Information,
    /// <summary>Someone should look.</summary>
    Warning,
    /// <summary>A person must act.</summary>
    Error,
}

/// <summary>Kinds of findings. Printed in kebab case; a name is never given another meaning.</summary>
public enum FindingCode
{
    TableMissing,
    NotRangePartitioned,
    KeyUnsupported,
    NameTaken,
    NameCollision,
    Overlap,
    Gap,
    RunwayShort,
    RowsInDefault,
    DetachPending,
    Held,
    TooManyDue,
    ArchiveUnavailable,
    ReferencedRows,
    ClockBackwards,
    ClockSkew,
    RunMissed,
    BoundNotUnderstood,
    ForeignTable,
    DetachedByOther,
    OutOfKeyRange,
    StateUnavailable,
    /// <summary>A table that was detached to be dropped stays, because today's configuration does not ask for the drop.</summary>
    DetachedKept,
}

/// <summary>Something the planner saw that no step can or may put right.</summary>
/// <param name="Message">What is wrong, with the figures, and what follows from it.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="BlocksWork">A step that would otherwise be in the plan is not: <c>apply</c> says so with its exit code.</param>
public sealed record Finding(
    FindingCode Code, Severity Severity, TableName? Table, TableName? Partition, string Message, string Remedy, bool BlocksWork = false);
