using System.Data;
using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Writes the audit trail, where there is a state schema. That it cannot be written is said, and makes nothing fail.</summary>
sealed partial class RunHistory(NpgsqlConnection connection, StateSchema state, string schema, ILogger logger)
{
    public Task RecordAsync(Guid runId, StepOutcome outcome, StepProgress progress, CancellationToken cancellationToken) =>
        WriteAsync("record_step.sql", () => Row(runId, outcome, progress), cancellationToken);

    /// <returns>It is recorded.</returns>
    public async Task<bool> RecordAsync(RunRecord run, bool needed, CancellationToken cancellationToken)
    {
        if (needed && await state.EnsureAsync(cancellationToken) is { } refusal)
        {
            LogRunNotRecorded(refusal.Message, refusal.Remedy);
            return false;
        }

        return await WriteAsync("record_run.sql", () => Row(run), cancellationToken);
    }

    async Task<bool> WriteAsync(string file, Func<object> row, CancellationToken cancellationToken)
    {
        try
        {
            if (!await state.IsThereAsync(cancellationToken))
                return false;

            await connection.ExecuteAsync(new CommandDefinition(StateScripts.Named(file, schema), row(), cancellationToken: cancellationToken));
            return true;
        }
        catch (PostgresException e) when (connection.State == ConnectionState.Open)
        {
            LogRunNotRecorded($"{e.SqlState} {e.MessageText}", $"look at the tables and privileges of {Identifier.Quote(schema)}");
            return false;
        }
    }

    static object Row(RunRecord run) => new
    {
        run.Id,
        Kind = run.Kind == RunKind.Full ? "full" : "reconcile",
        AsOf = run.AsOf.ToUniversalTime(),
        StartedAt = run.StartedAt.ToUniversalTime(),
        run.Elapsed,
        Outcome = run.Outcome switch
        {
            RunOutcome.Done => "done",
            RunOutcome.NothingToDo => "nothing to do",
            RunOutcome.Deferred => "deferred",
            RunOutcome.Failed => "failed",
            RunOutcome.Stopped => "stopped",
            _ => throw new UnreachableException(),
        },
        run.Steps,
        run.Failed,
        run.Host,
        run.Version,
    };

    static object Row(Guid runId, StepOutcome outcome, StepProgress progress)
    {
        var (word, message) = Words(outcome);
        return new
        {
            RunId = runId,
            Action = StepName.Of(outcome.Step),
            outcome.Step.Table.Schema,
            Table = outcome.Step.Table.Name,
            Partition = outcome.Step.Partition.Name,
            From = OrNull(outcome.Step.Range.From),
            To = OrNull(outcome.Step.Range.To),
            Outcome = word,
            LockWait = progress.LockWait,
            Elapsed = outcome is StepOutcome.Skipped ? null : (TimeSpan?)progress.Elapsed,
            Attempts = outcome switch { StepOutcome.Done o => o.Attempts, StepOutcome.LockNotAvailable o => o.Attempts, _ => (int?)null },
            (outcome as StepOutcome.Done)?.Rows,
            (outcome as StepOutcome.Done)?.Bytes,
            Statements = progress.Sent.Count == 0 ? null : string.Join(";\n", progress.Sent),
            Message = message,
        };
    }

    static (string Word, string Message) Words(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done o => ("done", o.Step.Reason),
        StepOutcome.AlreadyDone o => ("already done", o.Why),
        StepOutcome.LockNotAvailable o => ("lock not available", StepLog.InTheWay(o)),
        StepOutcome.Failed o => ("failed", $"{o.Message}. {o.Remedy}"),
        StepOutcome.Skipped o => ("skipped", o.Why),
        _ => throw new UnreachableException(),
    };

    static DateTimeOffset? OrNull(DateTimeOffset time) =>
        time == DateTimeOffset.MinValue || time == DateTimeOffset.MaxValue ? null : time.ToUniversalTime();

    [LoggerMessage(EventIds.RunNotRecorded, LogLevel.Warning, "Not recorded in the state schema: {Message}. What to do: {Remedy}")]
    partial void LogRunNotRecorded(string message, string remedy);
}
