using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>One line per finished step: what was done, why, how long it took; or what was in the way, and what happens next.</summary>
sealed partial class StepLog(ILogger logger)
{
    public void Finished(StepOutcome outcome)
    {
        var step = outcome.Step;
        var (action, from, to) = (StepName.Of(step), step.Range.From, step.Range.To);

        switch (outcome)
        {
            case StepOutcome.Done o:
                LogDone(action, step.Table, step.Partition, from, to, Size(o), o.Elapsed.TotalMilliseconds, o.LockWait.TotalMilliseconds, step.Reason, o.Rows, o.Bytes);
                break;
            case StepOutcome.AlreadyDone o:
                LogAlreadyDone(action, step.Table, step.Partition, from, to, o.Why);
                break;
            case StepOutcome.LockNotAvailable o:
                LogLockNotAvailable(
                    action, step.Table, step.Partition, from, to, o.Attempts, o.Elapsed.TotalMilliseconds, o.LockWait.TotalMilliseconds, InTheWay(o), Next(o));
                break;
            case StepOutcome.Failed o:
                LogFailed(action, step.Table, step.Partition, from, to, o.SqlState, o.Message, o.Remedy, o.Elapsed.TotalMilliseconds);
                break;
            case StepOutcome.Skipped o:
                LogSkipped(action, step.Table, step.Partition, from, to, o.Why);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public void OptionalFailed(PlanStep step, StatementGroup group, PostgresException e) =>
        LogAnalyzeSkipped(step.Table, step.Partition, group.Purpose, e.SqlState, e.MessageText);

    public void WithoutProperties(PlanStep step, PostgresException e) => LogPropertiesNotGiven(step.Table, step.Partition, e.SqlState, e.MessageText);

    public void PropertiesNotRead(TableName table, PostgresException e) => LogPropertiesNotRead(table, e.SqlState, e.MessageText);

    /// <summary>Who was seen in the way, in words.</summary>
    public static string InTheWay(StepOutcome.LockNotAvailable outcome) => outcome.Blockers.IsEmpty
        ? "who was in the way had gone when it was looked for"
        : "in the way: " + string.Join(", ", outcome.Blockers.Take(5)) + (outcome.Blockers.Length > 5 ? $" and {outcome.Blockers.Length - 5} more" : "");

    static string Next(StepOutcome.LockNotAvailable outcome) => outcome.DetachPending
        ? "the detach is pending (its rows are invisible through the partitioned table), and the next run finishes it"
        : "nothing was changed, and the next run tries again";

    static string Size(StepOutcome.Done outcome) =>
        (outcome.Rows is { } rows ? $", {rows} rows" : "") + (outcome.Bytes is { } bytes ? $", {bytes} bytes" : "");

#pragma warning disable SYSLIB1015 // Figures that the text leaves out, or words otherwise, are properties all the same. They are called as their parameter, so it is in PascalCase.
    [LoggerMessage(EventIds.StepDone, LogLevel.Information,
        "Done: {Action} {Partition} of {Table} [{From:u}, {To:u}){Size} in {ElapsedMs:0} ms ({LockWaitMs:0} ms waiting for locks): {Reason}")]
    partial void LogDone(
        string action, TableName table, TableName partition, DateTimeOffset from, DateTimeOffset to, string size, double elapsedMs, double lockWaitMs, string reason,
        long? Rows, long? Bytes);

    [LoggerMessage(EventIds.StepAlreadyDone, LogLevel.Information, "Already done: {Action} {Partition} of {Table} [{From:u}, {To:u}): {Reason}")]
    partial void LogAlreadyDone(string action, TableName table, TableName partition, DateTimeOffset from, DateTimeOffset to, string reason);

    [LoggerMessage(EventIds.LockNotAvailable, LogLevel.Warning,
        "Lock not granted: {Action} {Partition} of {Table} [{From:u}, {To:u}) gave up after {Attempts} tries in {ElapsedMs:0} ms ({LockWaitMs:0} ms waiting for locks); {Blockers}; {Next}")]
    partial void LogLockNotAvailable(
        string action, TableName table, TableName partition, DateTimeOffset from, DateTimeOffset to, int attempts, double elapsedMs, double lockWaitMs, string blockers, string next);

    [LoggerMessage(EventIds.StepFailed, LogLevel.Error, "Failed: {Action} {Partition} of {Table} [{From:u}, {To:u}): {SqlState} {Message}. What to do: {Remedy}")]
    partial void LogFailed(
        string action, TableName table, TableName partition, DateTimeOffset from, DateTimeOffset to, string sqlState, string message, string remedy, double ElapsedMs);

    [LoggerMessage(EventIds.StepSkipped, LogLevel.Warning, "Skipped: {Action} {Partition} of {Table} [{From:u}, {To:u}): {Reason}; the next run plans it anew")]
    partial void LogSkipped(string action, TableName table, TableName partition, DateTimeOffset from, DateTimeOffset to, string reason);

    [LoggerMessage(EventIds.AnalyzeSkipped, LogLevel.Warning, "{Partition} of {Table}: could not {Purpose}: {SqlState} {Message}; autovacuum or the next run will see to it")]
    partial void LogAnalyzeSkipped(TableName table, TableName partition, string purpose, string sqlState, string message);

    [LoggerMessage(EventIds.PropertiesNotGiven, LogLevel.Warning,
        "{Partition} of {Table} was made without the grants, row security and settings of the other partitions: {SqlState} {Message}. Rows go into it; give it by hand what it lacks")]
    partial void LogPropertiesNotGiven(TableName table, TableName partition, string sqlState, string message);

    [LoggerMessage(EventIds.PropertiesNotRead, LogLevel.Warning,
        "{Table}: the grants, row security and settings of its partitions could not be read: {SqlState} {Message}. New partitions are made without them; give them by hand what they lack")]
    partial void LogPropertiesNotRead(TableName table, string sqlState, string message);
#pragma warning restore SYSLIB1015
}
