using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

public sealed class DetachTests(PostgresServer server)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_detached_partition_is_a_table_of_its_own_and_recorded(bool concurrently)
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2) + "ANALYZE public.calls_2026_01;");

        var outcome = Assert.Single(await scene.RunAsync(await scene.DetachAsync(1, concurrently)));

        var done = Assert.IsType<StepOutcome.Done>(outcome);
        Assert.Equal(4, done.Rows);
        Assert.InRange(done.Bytes ?? 0, 8192, 100_000);
        Assert.False(await scene.IsPartitionAsync(Scene.Month(1)));
        Assert.Equal(4, await scene.RowsAsync("public.calls"));
        Assert.Equal(4, await scene.RowsAsync("public.calls_2026_01"));
        Assert.Equal(
            "public.calls_2026_01 of public.calls, drop",
            await scene.Database.ScalarAsync<string>("""
                SELECT partition_oid::regclass::text || ' of ' || table_oid::regclass::text || ', ' || then_action FROM partition_keeper.detached_partition
                WHERE range_from = '2026-01-01+00' AND range_to = '2026-02-01+00' AND dropped_at IS NULL AND attached_at IS NULL
                """.Replace("partition_oid::regclass::text", "partition_schema || '.' || partition_name").Replace("table_oid::regclass::text", "table_schema || '.' || table_name")));
    }

    [Fact]
    public async Task The_audit_trail_has_the_statements()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));

        await scene.RunAsync(await scene.DetachAsync(1));

        Assert.Equal(
            ["detach done 1"],
            await scene.Database.QueryAsync<string>("SELECT action || ' ' || outcome || ' ' || attempts FROM partition_keeper.step WHERE statements LIKE '%CONCURRENTLY%'"));
    }

    [Fact]
    public async Task A_detach_is_not_begun_in_sight_of_a_reader_who_stays_and_the_application_notices_nothing()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls");
        await reader.ExecuteAsync("SELECT pg_sleep(0.2)");

        var running = scene.RunAsync(await scene.DetachAsync(1), await scene.DropAsync(1));
        var inserts = await InsertAsync(scene, running);
        var outcomes = await running;

        var blocked = Assert.IsType<StepOutcome.LockNotAvailable>(outcomes[0]);
        Assert.Contains(blocked.Blockers, blocker => blocker.Pid == reader.BackendPid);
        Assert.False(blocked.DetachPending);
        Assert.False(await scene.IsPendingAsync(Scene.Month(1)));
        Assert.Equal(4, await scene.RowsAsync("public.calls WHERE started_at < '2026-02-01 00:00:00+00' AND id < 1000"));
        Assert.IsType<StepOutcome.Skipped>(outcomes[1]);
        Assert.Equal(inserts, await scene.RowsAsync("public.calls WHERE id >= 1000"));
        Assert.Contains(scene.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains($"pid {reader.BackendPid}") && line.Text.Contains("nothing was changed"));
    }

    [Fact]
    public async Task A_reader_who_goes_within_the_tries_only_delays_the_detach()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2), Scene.Quick with { MaxAttempts = 10 });
        var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls");
        await reader.ExecuteAsync("SELECT pg_sleep(0.2)");

        var running = scene.RunAsync(await scene.DetachAsync(1));
        await reader.ExecuteAsync("SELECT pg_sleep(0.2)");
        await reader.DisposeAsync();

        Assert.IsType<StepOutcome.Done>(Assert.Single(await running));
    }

    [Fact]
    public async Task A_plain_detach_that_gets_no_lock_leaves_nothing_half_done()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2) + "CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT;");
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls");

        var outcome = Assert.Single(await scene.RunAsync(await scene.DetachAsync(1, concurrently: false)));

        Assert.False(Assert.IsType<StepOutcome.LockNotAvailable>(outcome).DetachPending);
        Assert.True(await scene.IsPartitionAsync(Scene.Month(1)));
        Assert.False(await scene.IsPendingAsync(Scene.Month(1)));
    }

    [Fact]
    public async Task A_pending_detach_is_finished_when_the_reader_has_gone()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.InterruptDetachAsync(1);

        var outcome = Assert.Single(await scene.RunAsync(await scene.FinalizeAsync(1)));

        Assert.IsType<StepOutcome.Done>(outcome);
        Assert.False(await scene.IsPartitionAsync(Scene.Month(1)));
        Assert.Equal(4, await scene.RowsAsync("public.calls_2026_01"));
    }

    [Fact]
    public async Task An_old_snapshot_that_keeps_a_detach_from_being_finished_is_named()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2) + "CREATE TABLE public.other (x int);");
        await scene.InterruptDetachAsync(1);
        await using var report = await scene.Database.HoldAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT * FROM public.other");

        var outcome = Assert.Single(await scene.RunAsync(await scene.FinalizeAsync(1)));

        Assert.Equal(report.BackendPid, Assert.Single(Assert.IsType<StepOutcome.LockNotAvailable>(outcome).Blockers).Pid);
        Assert.True(await scene.IsPendingAsync(Scene.Month(1)));
    }

    [Fact]
    public async Task A_detach_goes_on_from_pending_within_its_own_tries()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2), Scene.Quick with { LockTimeout = new LockTimeout(TimeSpan.FromSeconds(5)), MaxAttempts = 10 });
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls");

        var running = scene.RunAsync(await scene.DetachAsync(1));
        await reader.WaitUntilSomeoneWaitsAsync();
        while (!await scene.IsPendingAsync(Scene.Month(1)))
            await Task.Yield();
        await reader.ReleaseAsync();

        Assert.IsType<StepOutcome.Done>(Assert.Single(await running));
        Assert.False(await scene.IsPartitionAsync(Scene.Month(1)));
    }

    [Fact]
    public async Task Creating_goes_on_while_a_detach_cannot_be_finished()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.InterruptDetachAsync(1);
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls_2026_01");

        var outcomes = await scene.RunAsync(await scene.FinalizeAsync(1), Scene.Create(3), await scene.DetachAsync(2));

        Assert.IsType<StepOutcome.LockNotAvailable>(outcomes[0]);
        Assert.IsType<StepOutcome.Done>(outcomes[1]);
        Assert.IsType<StepOutcome.Skipped>(outcomes[2]);
    }

    [Fact]
    public async Task Rows_that_are_referenced_keep_the_partition()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2) + """
            CREATE TABLE public.turns (call_id bigint, call_at timestamptz, CONSTRAINT of_call FOREIGN KEY (call_id, call_at) REFERENCES public.calls);
            INSERT INTO public.turns VALUES (101, '2026-01-10 00:00:00+00');
            """);

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await scene.RunAsync(await scene.DetachAsync(1))));

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, failed.SqlState);
        Assert.Contains("of_call of public.turns", failed.Remedy);
        Assert.True(await scene.IsPartitionAsync(Scene.Month(1)));
        Assert.False(await scene.IsPendingAsync(Scene.Month(1)));
    }

    [Fact]
    public async Task A_hold_that_was_entered_since_the_plan_skips_the_partition()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2, 3));
        await scene.RunAsync(await scene.DetachAsync(3));
        await scene.Database.ExecuteAsync(
            "INSERT INTO partition_keeper.hold (table_pattern, range_from, range_to, reason) VALUES ('public.\"cal\"*', '2026-01-15+00', '2026-01-16+00', 'lawsuit 7')");

        var outcomes = await scene.RunAsync(await scene.DetachAsync(1), await scene.DropAsync(1), await scene.DetachAsync(2));

        Assert.Contains("lawsuit 7", Assert.IsType<StepOutcome.Skipped>(outcomes[0]).Why);
        Assert.IsType<StepOutcome.Skipped>(outcomes[1]);
        Assert.IsType<StepOutcome.Done>(outcomes[2]);
        Assert.True(await scene.IsPartitionAsync(Scene.Month(1)));
    }

    [Theory]
    [InlineData("calls", null, null, true)] // no schema: the planner takes it for everything, too
    [InlineData("publik.call-s", null, null, true)]
    [InlineData("public.calls.x", null, null, true)]
    [InlineData("  public.calls ", null, null, true)]
    [InlineData("public.calls", "2026-09-01+00", "2026-08-01+00", true)] // ends before it begins
    [InlineData("\"Émigré s\".\"a.\"\"b\"*", null, null, false)]
    [InlineData("public.calls_too", null, null, false)]
    [InlineData("public.calls", "2026-02-01+00", null, false)]
    public async Task A_hold_that_is_not_understood_holds_everything(string pattern, string? from, string? to, bool held)
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2, 3));
        await scene.RunAsync(await scene.DetachAsync(3));
        await scene.Database.ExecuteAsync(
            "INSERT INTO partition_keeper.hold (table_pattern, range_from, range_to, reason) VALUES (@pattern, @from::timestamptz, @to::timestamptz, 'lawsuit 7')",
            new { pattern, from, to });

        var outcome = Assert.Single(await scene.RunAsync(await scene.DetachAsync(1)));

        Assert.Equal(held, outcome is StepOutcome.Skipped);
    }

    [Fact]
    public async Task What_another_detached_or_dropped_since_the_plan_is_already_done()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2, 3));
        var (first, second) = (await scene.DetachAsync(1), await scene.DetachAsync(2));
        await scene.Database.ExecuteAsync("ALTER TABLE public.calls DETACH PARTITION public.calls_2026_01; DROP TABLE public.calls_2026_02");

        var outcomes = await scene.RunAsync(first, second);

        Assert.All(outcomes, outcome => Assert.IsType<StepOutcome.AlreadyDone>(outcome));
    }

    [Fact]
    public async Task A_partition_that_was_renamed_since_the_plan_is_left_alone()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        var detach = await scene.DetachAsync(1);
        await scene.Database.ExecuteAsync("ALTER TABLE public.calls_2026_01 RENAME TO old; ALTER TABLE public.calls_2026_02 RENAME TO calls_2026_01");

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await scene.RunAsync(detach)));

        Assert.Contains("public.old", failed.Message);
        Assert.Equal(8, await scene.RowsAsync("public.calls"));
    }

    /// <summary>The application, while a run goes on: a statement that waits for as long as the reader stays is cancelled by the server and fails the test.</summary>
    static async Task<int> InsertAsync(Scene scene, Task until)
    {
        var inserts = 0;
        do
        {
            await scene.Database.ExecuteAsync($"SET statement_timeout = '5s'; INSERT INTO public.calls VALUES ({1000 + inserts++}, '2026-02-20 00:00:00+00')");
        }
        while (!until.IsCompleted);

        return inserts;
    }
}
