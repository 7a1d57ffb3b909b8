using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

public sealed class StopTests(PostgresServer server)
{
    [Fact]
    public async Task A_stop_between_steps_skips_the_rest()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1));
        using var stop = new CancellationTokenSource();
        var session = await scene.OpenAsync();

        var outcomes = await session.ExecuteAsync(
            Scene.Plan([Scene.Create(2), Scene.Create(3)]), await scene.CatalogAsync(session), Guid.NewGuid(), _ => stop.Cancel(), stop.Token);

        Assert.IsType<StepOutcome.Done>(outcomes[0]);
        Assert.IsType<StepOutcome.Skipped>(outcomes[1]);
        Assert.False(await scene.ExistsAsync(Scene.Month(3)));
    }

    [Fact]
    public async Task A_stop_while_waiting_for_a_lock_is_heard_at_once_and_leaves_the_session_usable()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1), Patient);
        await using var holder = await scene.Database.HoldAsync("LOCK TABLE public.calls IN ACCESS EXCLUSIVE MODE");
        using var stop = new CancellationTokenSource();
        var session = await scene.OpenAsync();
        var catalog = await scene.CatalogAsync(session);

        var running = session.ExecuteAsync(Scene.Plan([Scene.Create(2)]), catalog, Guid.NewGuid(), _ => { }, stop.Token);
        await holder.WaitUntilSomeoneWaitsAsync();
        await stop.CancelAsync();
        var stopped = Assert.Single(await running);
        await holder.ReleaseAsync();
        var again = Assert.Single(await session.ExecuteAsync(Scene.Plan([Scene.Create(2)]), catalog, Guid.NewGuid(), _ => { }, CancellationToken.None));

        Assert.IsType<StepOutcome.Skipped>(stopped);
        Assert.IsType<StepOutcome.Done>(again);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_a_detach_says_that_it_is_pending()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2), Patient);
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls");
        using var stop = new CancellationTokenSource();

        var running = scene.RunAsync(null, stop.Token, await scene.DetachAsync(1), await scene.DetachAsync(2));
        await reader.WaitUntilSomeoneWaitsAsync();
        await stop.CancelAsync();
        var outcomes = await running;

        Assert.True(Assert.IsType<StepOutcome.LockNotAvailable>(outcomes[0]).DetachPending);
        Assert.IsType<StepOutcome.Skipped>(outcomes[1]);
        Assert.True(await scene.IsPendingAsync(Scene.Month(1)));
    }

    [Fact]
    public async Task A_connection_that_is_lost_ends_the_run()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2), Patient);
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls");
        var outcomes = new List<StepOutcome>();
        var session = await scene.OpenAsync();
        var catalog = await scene.CatalogAsync(session);

        var running = session.ExecuteAsync(
            Scene.Plan([Scene.Create(3), await scene.DetachAsync(1)]), catalog, Guid.NewGuid(), outcomes.Add, TestContext.Current.CancellationToken);
        await reader.WaitUntilSomeoneWaitsAsync();
        await scene.Database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'PartitionKeeper'");

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => running);
        Assert.IsType<StepOutcome.Done>(Assert.Single(outcomes));
    }

    [Fact]
    public async Task One_failing_table_does_not_stop_another()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1) + """
            CREATE TABLE public.other (at timestamptz) PARTITION BY RANGE (at);
            """);
        var gone = new TableName("public", "gone");
        var other = new TableName("public", "other");

        var outcomes = await scene.RunAsync(
            new PlanStep.CreatePartition(gone, new TableName("public", "gone_2026_02"), Scene.Bound(2), Scene.Range(2), "premake"),
            new PlanStep.CreatePartition(other, new TableName("public", "other_2026_02"), Scene.Bound(2), Scene.Range(2), "premake"),
            Scene.Create(2));

        Assert.Equal(PostgresErrorCodes.UndefinedTable, Assert.IsType<StepOutcome.Failed>(outcomes[0]).SqlState);
        Assert.IsType<StepOutcome.Done>(outcomes[1]);
        Assert.IsType<StepOutcome.Done>(outcomes[2]);
    }

    static SafetySettings Patient { get; } = SafetySettings.Default with
    {
        LockTimeout = new LockTimeout(TimeSpan.FromSeconds(20)),
        StatementTimeout = new StatementTimeout(TimeSpan.FromSeconds(30)),
    };
}
