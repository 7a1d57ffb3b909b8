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
    ClockBackwards,
    ClockSkew,
    RunMissed,
    RunFailed,
    BoundNotUnderstood,
    DetachedByOther,
    OutOfKeyRange,
    /// <summary>A table that was detached to be dropped stays, because today's configuration does not ask for the drop.</summary>
    DetachedKept,
}

/// <summary>Something the planner saw that a person should know: what no step can or may put right, or what should not have come to need a step.</summary>
/// <param name="Message">What is wrong, with the figures, and what follows from it.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="BlocksWork">A step that would otherwise be in the plan is not: <c>apply</c> says so with its exit code.</param>
/// <param name="SolvedByPlan">Over as soon as the plan's steps for the table are done: a run that did them has nothing left to say about it.</param>
public sealed record Finding(
    FindingCode Code, Severity Severity, TableName? Table, TableName? Partition, string Message, string Remedy, bool BlocksWork = false, bool SolvedByPlan = false);
