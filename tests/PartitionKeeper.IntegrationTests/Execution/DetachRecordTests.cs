using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

/// <summary>What is recorded of a detach, and whose table the record is taken to speak of later.</summary>
public sealed class DetachRecordTests(PostgresServer server)
{
    [Fact]
    public async Task A_detach_that_came_to_nothing_is_not_recorded_any_more()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        var detach = await scene.DetachAsync(1);
        await using (await scene.Database.HoldAsync("LOCK TABLE public.calls IN SHARE UPDATE EXCLUSIVE MODE"))
            Assert.IsType<StepOutcome.LockNotAvailable>(Assert.Single(await scene.RunAsync(detach)));

        // Somebody takes it out to keep it.
        await scene.Database.ExecuteAsync("ALTER TABLE public.calls DETACH PARTITION public.calls_2026_01");
        var session = await scene.OpenAsync();

        Assert.Empty((await scene.CatalogAsync(session)).Detached);
    }

    [Fact]
    public async Task A_record_that_a_killed_run_left_is_taken_back_by_the_next_run()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2, 3));
        await scene.RunAsync(await scene.DetachAsync(3));
        await scene.Database.ExecuteAsync("""
            INSERT INTO partition_keeper.detached_partition
              (partition_oid, partition_schema, partition_name, table_schema, table_name, table_oid, bound, range_from, range_to, then_action)
            VALUES
              ('public.calls_2026_01'::regclass, 'public', 'calls_2026_01', 'public', 'calls', 'public.calls'::regclass,
               'FOR VALUES FROM (''2026-01-01 00:00:00+00'') TO (''2026-02-01 00:00:00+00'')', '2026-01-01', '2026-02-01', 'drop')
            """);
        var session = await scene.OpenAsync();

        await session.RecordRunAsync(
            new RunRecord(Guid.NewGuid(), RunKind.Full, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, TimeSpan.Zero, RunOutcome.NothingToDo, 0, 0, "here", "1"),
            needed: true, TestContext.Current.CancellationToken);

        Assert.Equal([Scene.Month(3)], (await scene.CatalogAsync(session)).Detached.Select(record => record.Partition));
    }

    [Fact]
    public async Task A_table_that_takes_the_name_of_the_partitioned_one_gets_none_of_its_partitions()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.RunAsync(await scene.DetachAsync(1));
        await scene.Database.ExecuteAsync("DROP TABLE public.calls; " + Scene.CallsWith(2));
        var session = await scene.OpenAsync();

        var record = Assert.Single((await scene.CatalogAsync(session)).Detached);

        Assert.Equal((DetachedState.Detached, RetentionAction.Detach), (record.State, record.Then));
    }

    [Fact]
    public async Task A_partitioned_table_that_was_renamed_is_still_the_one_a_detached_partition_came_from()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith(1, 2));
        await scene.RunAsync(await scene.DetachAsync(1));
        await scene.Database.ExecuteAsync("ALTER TABLE public.calls RENAME TO conversations");
        var session = await scene.OpenAsync();

        var record = Assert.Single((await scene.CatalogAsync(session)).Detached);

        Assert.Equal((new TableName("public", "conversations"), RetentionAction.Drop), (record.Table, record.Then));
    }
}
