namespace PartitionKeeper.Planning;

/// <summary>What to do with rows that stand in the default partition for a range that is to be created.</summary>
public enum DefaultPartitionAction { Drain, Refuse }

/// <summary>What happens to a partition that is past retention.</summary>
public enum RetentionAction { Drop, Detach, Archive }

/// <summary>How long partitions stay attached, and what then.</summary>
/// <param name="Keep">A partition is due when its <c>To</c> is at or before now − Keep.</param>
/// <param name="Grace">Between detach and drop.</param>
/// <param name="DeleteArchiveAfter">Age, by <c>To</c>, at which archived files may be deleted; null: never.</param>
/// <param name="MaxPerRun">If more partitions of the table are due in one run, none is retired without approval.</param>
public sealed record Retention(
    CalendarDuration Keep,
    RetentionAction Then,
    CalendarDuration Grace,
    CalendarDuration? DeleteArchiveAfter,
    int MaxPerRun);

/// <summary>What the configuration asks for a table, or for all tables that a pattern matches. Complete: every default is filled in.</summary>
/// <param name="Database">The name of a connection string; "*" is every one.</param>
/// <param name="Premake">Intervals kept ready after the current one; zero or more.</param>
/// <param name="TimeZone">Where a timestamptz month begins, and whose calendar retention is counted in.</param>
/// <param name="Retention">Null: partitions are kept for ever.</param>
public sealed record PartitionPolicy(
    TablePattern Table,
    string Database,
    PartitionInterval Interval,
    int Premake,
    PartitionNameTemplate PartitionName,
    TimeZoneInfo TimeZone,
    KeyEncoding Key,
    DefaultPartitionAction DefaultPartition,
    Retention? Retention);

/// <summary>A range of a table that must never be retired.</summary>
/// <param name="Range">Null: all of it.</param>
/// <param name="Reason">In the words of who set it.</param>
public sealed record Hold(TablePattern Table, TimeRange? Range, string Reason);
