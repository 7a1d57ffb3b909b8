using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

public sealed class CreateTests(PostgresServer server)
{
    [Fact]
    public async Task A_new_partition_takes_rows_and_is_analyzed()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1));

        var outcomes = await scene.RunAsync(Scene.Create(2));

        Assert.Equal(1, Assert.IsType<StepOutcome.Done>(Assert.Single(outcomes)).Attempts);
        await scene.Database.ExecuteAsync("INSERT INTO public.calls VALUES (1, '2026-02-28 23:59:59.999999+00')");
        Assert.Equal(1, await scene.RowsAsync("public.calls_2026_02"));
        Assert.True(await scene.Database.ScalarAsync<bool>("SELECT reltuples >= 0 FROM pg_class WHERE oid = 'public.calls_2026_02'::regclass"));
    }

    [Fact]
    public async Task It_is_one_line_of_the_log_and_makes_no_state_schema()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1));

        await scene.RunAsync(Scene.Create(2));

        var (level, id, text) = Assert.Single(scene.Log.Lines);
        Assert.Equal((LogLevel.Information, EventIds.StepDone), (level, id));
        Assert.Contains("create public.calls_2026_02 of public.calls", text);
        Assert.Contains("premake", text);
        Assert.False(await scene.Database.ScalarAsync<bool>("SELECT to_regnamespace('partition_keeper') IS NOT NULL"));
    }

    [Fact]
    public async Task A_reader_of_the_table_is_not_waited_for()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1));
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls; INSERT INTO public.calls VALUES (9, '2026-01-05 00:00:00+00')");

        var outcome = Assert.Single(await scene.RunAsync(Scene.Create(2)));

        Assert.IsType<StepOutcome.Done>(outcome);
    }

    [Fact]
    public async Task A_lock_that_is_not_granted_leaves_nothing_and_names_who_holds_it()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1));
        await using var holder = await scene.Database.HoldAsync("LOCK TABLE public.calls IN SHARE UPDATE EXCLUSIVE MODE");

        var outcomes = await scene.RunAsync(Scene.Create(2), Scene.Create(3));

        var first = Assert.IsType<StepOutcome.LockNotAvailable>(outcomes[0]);
        Assert.Equal(holder.BackendPid, Assert.Single(first.Blockers).Pid);
        Assert.Equal((2, false), (first.Attempts, first.DetachPending));
        Assert.InRange(first.LockWait, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(5));
        Assert.IsType<StepOutcome.Skipped>(outcomes[1]);
        Assert.False(await scene.ExistsAsync(Scene.Month(2)));
        Assert.Contains(scene.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains($"pid {holder.BackendPid}"));
    }

    [Fact]
    public async Task A_lock_that_is_granted_in_time_is_got_by_another_try()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1), Scene.Quick with { MaxAttempts = 10 });
        await using var holder = await scene.Database.HoldAsync("LOCK TABLE public.calls IN ACCESS EXCLUSIVE MODE");
        var session = await scene.OpenAsync();
        var catalog = await scene.CatalogAsync(session);

        var running = session.ExecuteAsync(Scene.Plan([Scene.Create(2)]), catalog, Guid.NewGuid(), _ => { }, TestContext.Current.CancellationToken);
        await holder.WaitUntilSomeoneWaitsAsync();
        await holder.ReleaseAsync();

        Assert.IsType<StepOutcome.Done>(Assert.Single(await running));
    }

    [Fact]
    public async Task Another_relation_of_the_name_is_said_and_the_next_months_are_created_all_the_same()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1) + "CREATE TABLE public.calls_2026_02 (x int);");

        var outcomes = await scene.RunAsync(Scene.Create(2), Scene.Create(3));

        var failed = Assert.IsType<StepOutcome.Failed>(outcomes[0]);
        Assert.Equal(PostgresErrorCodes.DuplicateTable, failed.SqlState);
        Assert.Contains("PartitionName", failed.Remedy);
        Assert.IsType<StepOutcome.Done>(outcomes[1]);
    }

    [Fact]
    public async Task The_same_partition_made_by_another_since_the_plan_is_already_done()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));

        var outcome = Assert.Single(await scene.RunAsync(Scene.Create(2)));

        Assert.IsType<StepOutcome.AlreadyDone>(outcome);
    }

    [Fact]
    public async Task A_partition_of_that_name_with_another_bound_is_no_success()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1)
            + "CREATE TABLE public.calls_2026_02 PARTITION OF public.calls FOR VALUES FROM ('2026-03-01+00') TO ('2026-04-01+00');");

        var outcome = Assert.Single(await scene.RunAsync(Scene.Create(2)));

        Assert.IsType<StepOutcome.Failed>(outcome);
    }

    [Fact]
    public async Task An_overlap_is_said()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1)
            + "CREATE TABLE public.wide PARTITION OF public.calls FOR VALUES FROM ('2026-02-15+00') TO ('2026-04-01+00');");

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await scene.RunAsync(Scene.Create(2))));

        Assert.Equal(PostgresErrorCodes.InvalidObjectDefinition, failed.SqlState);
        Assert.False(await scene.ExistsAsync(Scene.Month(2)));
    }

    [Fact]
    public async Task Rows_that_came_into_the_default_partition_since_the_plan_are_said()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1)
            + "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT; INSERT INTO public.calls VALUES (1, '2026-02-03+00');");

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await scene.RunAsync(Scene.Create(2))));

        Assert.Equal(PostgresErrorCodes.CheckViolation, failed.SqlState);
        Assert.Contains("drain", failed.Remedy);
    }

    [Fact]
    public async Task An_insert_on_its_way_to_the_default_partition_waits_and_finds_the_new_one()
    {
        await using var scene = await Scene.CreateAsync(
            server, Scene.CallsWith(1) + "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT;", Scene.Quick with { MaxAttempts = 10 });
        var inserts = Task.WhenAll(Enumerable.Range(1, 4).Select(async writer =>
        {
            for (var i = 0; i < 50; i++)
                await scene.Database.ExecuteAsync($"INSERT INTO public.calls VALUES ({writer * 1000 + i}, '2026-0{2 + i % 3}-03+00')");
        }));

        var outcomes = await scene.RunAsync(Scene.Create(7), Scene.Create(8), Scene.Create(9));
        await inserts;

        Assert.All(outcomes, outcome => Assert.IsType<StepOutcome.Done>(outcome));
        Assert.Equal(204, await scene.RowsAsync("public.calls"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_long_default_partition_gets_a_check_for_the_time_of_the_attach(bool holdsRows)
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1)
            + "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT; INSERT INTO public.calls VALUES (1, '2025-02-03+00');"
            + (holdsRows ? "INSERT INTO public.calls VALUES (1, '2099-02-03+00');" : ""));
        var session = await scene.OpenAsync();
        var catalog = await scene.CatalogAsync(session);
        var table = catalog.Tables.Single();
        var ahead = new TimeRange(new(2099, 2, 1, 0, 0, 0, TimeSpan.Zero), new(2099, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var create = new PlanStep.CreatePartition(
            Scene.Calls, Scene.Month(2), new([new BoundValue.Instant(ahead.From)], [new BoundValue.Instant(ahead.To)]), ahead, "premake");

        var outcome = Assert.Single(await session.ExecuteAsync(
            Scene.Plan([create]),
            catalog with { Tables = [table with { Partitions = [.. table.Partitions.Select(partition => partition with { RowEstimate = 5_000_000 })] }] },
            Guid.NewGuid(), _ => { }, TestContext.Current.CancellationToken));

        Assert.Equal(holdsRows, outcome is StepOutcome.Failed { SqlState: PostgresErrorCodes.CheckViolation });
        Assert.Equal(!holdsRows, await scene.ExistsAsync(Scene.Month(2)));
        Assert.Equal(0, await scene.RowsAsync("pg_constraint WHERE conname = 'partition_keeper_bound'"));
    }
}
