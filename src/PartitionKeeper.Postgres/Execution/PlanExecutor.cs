using System.Collections.Immutable;
using System.Data;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Does the steps of a plan in order. What goes wrong with one table is that table's affair.</summary>
sealed class PlanExecutor(StepContext context, StateSchema state, RunHistory history, DatabaseTarget target)
{
    public const string Stopped = "the run was asked to stop";

    readonly ImmutableArray<StepOutcome>.Builder _ended = ImmutableArray.CreateBuilder<StepOutcome>();

    /// <summary>By table, what may keep later steps back.</summary>
    readonly Dictionary<TableName, List<StepOutcome>> _obstacles = [];

    public async Task<ImmutableArray<StepOutcome>> ExecuteAsync(
        MaintenancePlan plan, Guid runId, Action<StepOutcome> onOutcome, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps)
        {
            var execution = new StepExecution(context, step);
            var outcome = cancellationToken.IsCancellationRequested ? new StepOutcome.Skipped(step, Stopped)
                : Obstacle(step) is { } why ? new StepOutcome.Skipped(step, why)
                : await RunAsync(execution, step, cancellationToken);

            Note(outcome);
            context.Log.Finished(outcome);
            onOutcome(outcome);
            if (outcome is not StepOutcome.Skipped { Why: Stopped })
                await RecordAsync(runId, outcome, execution.Progress);
        }

        return _ended.ToImmutable();
    }

    string? Obstacle(PlanStep step) =>
        _obstacles.GetValueOrDefault(step.Table)?.Select(earlier => StepDependency.WhyNot(earlier, step)).FirstOrDefault(why => why is not null);

    void Note(StepOutcome outcome)
    {
        _ended.Add(outcome);
        if (outcome is StepOutcome.Done or StepOutcome.AlreadyDone)
            return;

        if (!_obstacles.TryGetValue(outcome.Step.Table, out var obstacles))
            _obstacles.Add(outcome.Step.Table, obstacles = []);
        obstacles.Add(outcome);
    }

    /// <summary>With a token of its own: what was done is recorded also when it was the last thing before a stop.</summary>
    async Task RecordAsync(Guid runId, StepOutcome outcome, StepProgress progress)
    {
        using var own = new CancellationTokenSource(GroupSender.CleanUpTime);
        try
        {
            await history.RecordAsync(runId, outcome, progress, own.Token);
        }
        catch (OperationCanceledException)
        {
            // The trail lacks a row; the log has the line.
        }
    }

    async Task<StepOutcome> RunAsync(StepExecution execution, PlanStep step, CancellationToken cancellationToken)
    {
        try
        {
            if (DdlWriter.NeedsState(step) && await state.EnsureAsync(cancellationToken) is { } refusal)
                return new StepOutcome.Failed(step, refusal.SqlState, refusal.Message, refusal.Remedy, execution.Progress.Elapsed);

            return await execution.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new StepOutcome.Skipped(step, Stopped);
        }
        catch (NpgsqlException e) when (context.Connection.State != ConnectionState.Open || e.InnerException is TimeoutException)
        {
            throw ConnectionFailure.Lost(target, e);
        }
        catch (Exception e) // One table's failure, even a bug, does not stop the others.
        {
            return new StepOutcome.Failed(
                step, (e as PostgresException)?.SqlState ?? "", $"{e.GetType().Name}: {(e as PostgresException)?.MessageText ?? e.Message}",
                "report this; the other tables are not affected", execution.Progress.Elapsed);
        }
    }
}
