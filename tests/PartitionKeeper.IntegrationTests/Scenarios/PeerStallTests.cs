using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>
/// What other tools were seen to do to an application while a reader has its transaction open: statements that wait until that reader is gone. Here they wait
/// for the lock timeout at most, and the run ends although the reader stays.
/// </summary>
public sealed class PeerStallTests(PostgresServer server)
{
    const string Now = "2026-11-21";
    const string Insert = "INSERT INTO public.calls VALUES (floor(random() * 1e15), '2026-11-20 00:00:00+00')";
    const string Select = "SELECT count(*) FROM public.calls";
    const string KeepAYear = """[{ "Table": "public.calls", "Premake": 0, "Retention": { "Keep": "12 months" } }]""";
    const string WithDefault = "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT;";

    static readonly SafetySettings Quick = SafetySettings.Default with { LockTimeout = new LockTimeout(TimeSpan.FromMilliseconds(100)), MaxAttempts = 2 };

    /// <summary>The lock timeout, and room for a machine that has other things to do.</summary>
    static readonly TimeSpan Bearable = TimeSpan.FromSeconds(1.5);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(WithDefault)]
    public async Task Retention_beside_an_open_reader_gives_up_in_time_and_names_it(string more)
    {
        await using var database = await CreateAsync(Given.Calls + Given.Months("public.calls", "2025-10", 14) + more);
        await using var reader = await database.HoldAsync(Select, Token);
        await reader.ExecuteAsync("SELECT pg_sleep(0.2)", Token);

        var outcomes = await StallAsync(database, KeepAYear);

        var refused = Assert.IsType<StepOutcome.LockNotAvailable>(outcomes[0]);
        Assert.Contains(reader.BackendPid, refused.Blockers.Select(blocker => blocker.Pid));
        Assert.False(refused.DetachPending);
        Assert.IsType<StepOutcome.Skipped>(outcomes[1]);
    }

    [Fact]
    public async Task Creating_beside_an_open_reader_waits_for_nobody()
    {
        await using var database = await CreateAsync(Given.Calls + Given.Months("public.calls", "2026-11", 1));
        await using var reader = await database.HoldAsync(Select, Token);

        var outcomes = await StallAsync(database, """[{ "Table": "public.calls" }]""");

        Assert.Equal(3, outcomes.Length);
        Assert.All(outcomes, outcome => Assert.IsType<StepOutcome.Done>(outcome));
    }

    [Fact]
    public async Task Creating_beside_a_default_partition_and_an_open_reader_gives_up_in_time_and_succeeds_after_it()
    {
        const string Tables = """[{ "Table": "public.calls", "Premake": 1 }]""";
        await using var database = await CreateAsync(Given.Calls + Given.Months("public.calls", "2026-11", 1) + WithDefault);
        await using var reader = await database.HoldAsync(Select, Token);

        var during = await StallAsync(database, Tables);
        await reader.ReleaseAsync(Token);
        var after = await StallAsync(database, Tables);

        Assert.Contains(reader.BackendPid, Assert.IsType<StepOutcome.LockNotAvailable>(Assert.Single(during)).Blockers.Select(blocker => blocker.Pid));
        Assert.IsType<StepOutcome.Done>(Assert.Single(after));
    }

    [Fact]
    public async Task A_detach_that_was_interrupted_is_finished_by_the_next_run_and_no_row_of_today_is_concerned()
    {
        await using var database = await CreateAsync(Given.Calls + Given.Months("public.calls", "2025-10", 14));
        await using (var reader = await database.HoldAsync(Select, Token))
        {
            await reader.ExecuteAsync("SELECT pg_sleep(0.2)", Token);
            await StallAsync(database, KeepAYear); // makes the state schema, and does not begin the detach in sight of the reader
            await database.ExecuteAsync("UPDATE partition_keeper.detached_partition SET attached_at = NULL", cancellationToken: Token);
            await database.RefusedAsync(Token, "SET lock_timeout = '100ms'", "ALTER TABLE public.calls DETACH PARTITION public.calls_2025_10 CONCURRENTLY");
        }

        await database.ExecuteAsync($"UPDATE partition_keeper.detached_partition SET recorded_at = '{Now} 00:00:00+00'", cancellationToken: Token);
        await using var next = await PlannedRun.ReadAsync(database.ConnectionString, KeepAYear, Now, kind: Planning.RunKind.Reconcile);

        Assert.Equal(
            ["finalize public.calls_2025_10 [2025-10-01, 2025-11-01)", "drop public.calls_2025_10 [2025-10-01, 2025-11-01)"], next.Plan.Steps.Select(Lines.Of));
        Assert.All(await next.ApplyAsync(), outcome => Assert.IsType<StepOutcome.Done>(outcome));
        Assert.Empty((await next.PlanAgainAsync()).Steps);
        Assert.Equal(Lines.Months("public.calls_{0:yyyy_MM}", "2025-11", 13), await Lines.OfTablesAsync(database, Token));
    }

    async Task<TestDatabase> CreateAsync(string sql)
    {
        var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync($"SET TimeZone = 'UTC'; {sql}", cancellationToken: Token);
        return database;
    }

    /// <summary>A run while the application reads and writes; neither may fail, and none of its statements may take long.</summary>
    static async Task<System.Collections.Immutable.ImmutableArray<StepOutcome>> StallAsync(TestDatabase database, string tables)
    {
        await using var run = await PlannedRun.ReadAsync(database.ConnectionString, tables, Now, safety: Quick);
        await using var writer = await Traffic.StartAsync(database, Insert, Token);
        await using var reader = await Traffic.StartAsync(database, Select, Token);

        var outcomes = await run.ApplyAsync();

        Assert.InRange(await writer.StopAsync(), TimeSpan.Zero, Bearable);
        Assert.InRange(await reader.StopAsync(), TimeSpan.Zero, Bearable);
        return outcomes;
    }
}
