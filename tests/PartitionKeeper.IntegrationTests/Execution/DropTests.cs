using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

public sealed class DropTests(PostgresServer server)
{
    [Fact]
    public async Task A_partition_is_detached_and_dropped_in_one_run()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2) + "ANALYZE public.calls_2026_01;");

        var outcomes = await scene.RunAsync(await scene.DetachAsync(1), await scene.DropAsync(1));

        Assert.All(outcomes, outcome => Assert.IsType<StepOutcome.Done>(outcome));
        Assert.Equal(4, ((StepOutcome.Done)outcomes[1]).Rows);
        Assert.False(await scene.ExistsAsync(Scene.Month(1)));
        Assert.Equal(1, await scene.RowsAsync("partition_keeper.detached_partition WHERE dropped_at IS NOT NULL"));
    }

    [Fact]
    public async Task Foreign_keys_go_first_one_by_one_and_the_tables_they_pointed_to_stay()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2) + """
            CREATE TABLE public.customers (id bigint PRIMARY KEY);
            CREATE TABLE public.agents (id bigint PRIMARY KEY);
            ALTER TABLE public.calls ADD COLUMN customer bigint REFERENCES public.customers, ADD COLUMN agent bigint CONSTRAINT "Agent" REFERENCES public.agents;
            """);
        await scene.RunAsync(await scene.DetachAsync(1));
        await using var writer = await scene.Database.HoldAsync("INSERT INTO public.agents VALUES (1)");
        var drop = await scene.DropAsync(
            1,
            new ForeignKey("calls_customer_fkey", Scene.Month(1), new TableName("public", "customers")),
            new ForeignKey("Agent", Scene.Month(1), new TableName("public", "agents")));

        var blocked = Assert.Single(await scene.RunAsync(drop));
        await writer.ReleaseAsync();
        var dropped = Assert.Single(await scene.RunAsync(drop));

        Assert.Equal(writer.BackendPid, Assert.Single(Assert.IsType<StepOutcome.LockNotAvailable>(blocked).Blockers).Pid);
        Assert.IsType<StepOutcome.Done>(dropped);
        Assert.True(await scene.ExistsAsync(new TableName("public", "customers")));
    }

    [Fact]
    public async Task What_depends_on_the_table_is_named_and_nothing_is_dropped()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2)
            + """ALTER TABLE public.calls ADD loud text GENERATED ALWAYS AS (upper(note)) STORED; CREATE VIEW public."Old calls" AS SELECT id FROM public.calls_2026_01;""");

        var outcomes = await scene.RunAsync(await scene.DetachAsync(1), await scene.DropAsync(1), await scene.DetachAsync(2));

        var failed = Assert.IsType<StepOutcome.Failed>(outcomes[1]);
        Assert.Equal(PostgresErrorCodes.DependentObjectsStillExist, failed.SqlState);
        Assert.Equal("cannot drop table public.calls_2026_01 because other objects depend on it: view public.\"Old calls\"", failed.Message);
        Assert.Contains("CASCADE", failed.Remedy);
        Assert.IsType<StepOutcome.Skipped>(outcomes[2]);
        Assert.Equal(4, await scene.RowsAsync("public.\"Old calls\""));
        Assert.Equal(0, await scene.RowsAsync("partition_keeper.detached_partition WHERE dropped_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_table_that_took_the_name_is_not_dropped()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.RunAsync(await scene.DetachAsync(1));
        var drop = await scene.DropAsync(1);
        await scene.Database.ExecuteAsync("ALTER TABLE public.calls_2026_01 RENAME TO kept; CREATE TABLE public.calls_2026_01 (precious int)");

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await scene.RunAsync(drop)));

        Assert.Contains("public.kept", failed.Message);
        Assert.True(await scene.ExistsAsync(Scene.Month(1)));
        Assert.Equal(4, await scene.RowsAsync("public.kept"));
    }

    [Fact]
    public async Task A_table_that_was_never_recorded_is_not_dropped()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2, 3));
        await scene.RunAsync(await scene.DetachAsync(1));
        await scene.Database.ExecuteAsync("ALTER TABLE public.calls DETACH PARTITION public.calls_2026_02");

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await scene.RunAsync(await scene.DropAsync(2))));

        Assert.Equal(GuardSqlState.NotDetached, failed.SqlState);
        Assert.True(await scene.ExistsAsync(Scene.Month(2)));
    }

    [Fact]
    public async Task A_table_that_was_attached_again_since_the_plan_is_skipped()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.RunAsync(await scene.DetachAsync(1));
        await scene.Database.ExecuteAsync("ALTER TABLE public.calls ATTACH PARTITION public.calls_2026_01 FOR VALUES FROM ('2026-01-01+00') TO ('2026-02-01+00')");

        Assert.IsType<StepOutcome.Skipped>(Assert.Single(await scene.RunAsync(await scene.DropAsync(1))));
        Assert.Equal(8, await scene.RowsAsync("public.calls"));
    }

    [Fact]
    public async Task A_reader_of_the_detached_table_is_waited_for_within_bounds_and_named()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.RunAsync(await scene.DetachAsync(1));
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls_2026_01");

        var blocked = Assert.IsType<StepOutcome.LockNotAvailable>(Assert.Single(await scene.RunAsync(await scene.DropAsync(1))));

        Assert.Equal(reader.BackendPid, Assert.Single(blocked.Blockers).Pid);
        Assert.True(await scene.ExistsAsync(Scene.Month(1)));
    }
}
