using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

public sealed class AttachTests(PostgresServer server)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_detached_table_comes_back_with_its_rows_and_no_constraint_of_ours(bool detachedConcurrently)
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.RunAsync(await scene.DetachAsync(1, detachedConcurrently));

        var outcome = Assert.Single(await scene.RunAsync(await scene.AttachAsync(1)));

        Assert.IsType<StepOutcome.Done>(outcome);
        Assert.Equal(8, await scene.RowsAsync("public.calls"));
        Assert.Equal(0, await scene.RowsAsync("pg_constraint WHERE conname = 'partition_keeper_bound'"));
        Assert.Equal(1, await scene.RowsAsync("partition_keeper.detached_partition WHERE attached_at IS NOT NULL"));
    }

    [Fact]
    public async Task It_can_be_detached_once_more()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));

        var outcomes = await scene.RunAsync(await scene.DetachAsync(1), await scene.AttachAsync(1), await scene.DetachAsync(1));

        Assert.All(outcomes, outcome => Assert.IsType<StepOutcome.Done>(outcome));
        Assert.Equal(1, await scene.RowsAsync("partition_keeper.detached_partition WHERE attached_at IS NULL"));
    }

    [Fact]
    public async Task Rows_that_do_not_fit_are_said_and_the_table_is_as_it_was()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.RunAsync(await scene.DetachAsync(1, concurrently: false));
        await scene.Database.ExecuteAsync("INSERT INTO public.calls_2026_01 VALUES (1, '2026-09-01+00')");

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await scene.RunAsync(await scene.AttachAsync(1))));

        Assert.Equal(PostgresErrorCodes.CheckViolation, failed.SqlState);
        Assert.Equal(0, await scene.RowsAsync("pg_constraint WHERE conname = 'partition_keeper_bound'"));
        Assert.Equal(0, await scene.RowsAsync("partition_keeper.detached_partition WHERE attached_at IS NOT NULL"));
    }

    [Fact]
    public async Task What_another_attached_since_the_plan_is_already_done()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));

        Assert.IsType<StepOutcome.AlreadyDone>(Assert.Single(await scene.RunAsync(await scene.AttachAsync(1))));
    }
}
