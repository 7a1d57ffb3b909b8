using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.PostgresBehaviour.Months;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>Which locks each statement takes that PartitionKeeper sends, and those it avoids.</summary>
public sealed class LockTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partition_of_locks_the_partitioned_table_access_exclusive()
    {
        await using var database = await CreateAsync(server, Token);

        var locks = await TakenLocks.OfAsync(database, $"CREATE TABLE p_03 PARTITION OF p {March}", Token);

        Assert.Contains("p: AccessExclusive", locks);
    }

    [Fact]
    public async Task A_table_like_the_partitioned_one_locks_that_access_share()
    {
        await using var database = await CreateAsync(server, Token);

        Assert.Equal(["p: AccessShare", "p_03: AccessExclusive"], await TakenLocks.OfAsync(database, LikeP, Token));
    }

    [Fact]
    public async Task Attach_locks_the_partitioned_table_share_update_exclusive_and_no_sibling()
    {
        await using var database = await CreateAsync(server, Token, LikeP);

        Assert.Equal(["p: ShareUpdateExclusive", "p_03: AccessExclusive"], await TakenLocks.OfAsync(database, AttachMarch, Token));
    }

    [Fact]
    public async Task Attach_locks_a_default_partition_access_exclusive()
    {
        await using var database = await CreateAsync(server, Token, WithDefault + LikeP);

        Assert.Equal(
            ["p: ShareUpdateExclusive", "p_03: AccessExclusive", "p_def: AccessExclusive"], await TakenLocks.OfAsync(database, AttachMarch, Token));
    }

    [Fact]
    public async Task Attach_locks_the_table_that_a_foreign_key_points_to_share_row_exclusive()
    {
        await using var database = await CreateAsync(server, Token, WithOutgoingKey + LikeP);

        var locks = await TakenLocks.OfAsync(database, AttachMarch, Token);

        Assert.Contains("ref: ShareRowExclusive", locks);
        Assert.DoesNotContain("ref: AccessExclusive", locks);
        Assert.DoesNotContain("p: AccessExclusive", locks);
    }

    [Fact]
    public async Task Attach_locks_a_referencing_table_share_row_exclusive_from_15_on()
    {
        await using var database = await CreateAsync(server, Token, WithIncomingKey + LikeP);

        var locks = await TakenLocks.OfAsync(database, AttachMarch, Token);

        Assert.Equal(await database.MajorVersionAsync(Token) >= 15, locks.Contains("child_ref: ShareRowExclusive"));
        Assert.DoesNotContain("child_ref: AccessExclusive", locks);
    }

    [Fact]
    public async Task Detach_locks_the_partitioned_table_and_the_partition_access_exclusive()
    {
        await using var database = await CreateAsync(server, Token);

        Assert.Equal(["p: AccessExclusive", "p_01: AccessExclusive"], await TakenLocks.OfAsync(database, DetachJanuary, Token));
    }

    [Fact]
    public async Task Detach_locks_a_default_partition_access_exclusive()
    {
        await using var database = await CreateAsync(server, Token, WithDefault);

        Assert.Contains("p_def: AccessExclusive", await TakenLocks.OfAsync(database, DetachJanuary, Token));
    }

    [Fact]
    public async Task Detach_locks_a_referencing_table_access_exclusive()
    {
        await using var database = await CreateAsync(server, Token, WithIncomingKey);

        Assert.Contains("child_ref: AccessExclusive", await TakenLocks.OfAsync(database, DetachJanuary, Token));
    }

    [Fact]
    public async Task Finalize_locks_the_partition_access_exclusive_and_the_partitioned_table_only_share_update_exclusive()
    {
        await using var database = await CreateAsync(server, Token);
        await database.LeaveDetachPendingAsync(Token);

        Assert.Equal(["p: ShareUpdateExclusive", "p_01: AccessExclusive"], await TakenLocks.OfAsync(database, FinalizeJanuary, Token));
    }

    [Fact]
    public async Task Drop_of_an_attached_partition_locks_the_partitioned_table_access_exclusive()
    {
        await using var database = await CreateAsync(server, Token);

        Assert.Contains("p: AccessExclusive", await TakenLocks.OfAsync(database, "DROP TABLE p_01", Token));
    }

    [Fact]
    public async Task Drop_of_a_detached_table_locks_nothing_else()
    {
        await using var database = await CreateAsync(server, Token, DetachJanuary);

        Assert.Equal(["p_01: AccessExclusive"], await TakenLocks.OfAsync(database, "DROP TABLE p_01", Token));
    }

    [Fact]
    public async Task Drop_of_a_detached_table_with_a_foreign_key_locks_the_table_it_points_to_access_exclusive()
    {
        await using var database = await CreateAsync(server, Token, WithOutgoingKey + DetachJanuary);

        Assert.Equal(["p_01: AccessExclusive", "ref: AccessExclusive"], await TakenLocks.OfAsync(database, "DROP TABLE p_01", Token));
    }

    [Fact]
    public async Task Dropping_the_foreign_key_of_a_detached_table_locks_the_table_it_points_to_access_exclusive()
    {
        await using var database = await CreateAsync(server, Token, WithOutgoingKey + DetachJanuary);

        Assert.Equal(
            ["p_01: AccessExclusive", "ref: AccessExclusive"], await TakenLocks.OfAsync(database, "ALTER TABLE p_01 DROP CONSTRAINT p_ref_fk", Token));
    }

    [Fact]
    public async Task A_lock_on_only_the_partitioned_table_leaves_partitions_alone()
    {
        await using var database = await CreateAsync(server, Token);

        Assert.Equal(["p: ShareUpdateExclusive"], await TakenLocks.OfAsync(database, "LOCK TABLE ONLY p IN SHARE UPDATE EXCLUSIVE MODE", Token));
    }

    [Fact]
    public async Task Analyze_of_a_partition_does_not_lock_the_partitioned_table()
    {
        await using var database = await CreateAsync(server, Token);

        Assert.Equal(["p_01: ShareUpdateExclusive"], await TakenLocks.OfAsync(database, "ANALYZE p_01", Token));
    }

    [Fact]
    public async Task Readers_and_writers_go_on_while_an_attach_is_open()
    {
        await using var database = await CreateAsync(server, Token);
        await using var attach = await database.HoldAsync($"{LikeP}; {AttachMarch}", Token);

        await database.ExecuteSeparatelyAsync(
            Token, "SET lock_timeout = '50ms'", "SELECT FROM p", "INSERT INTO p (id, ts) VALUES (99, '2026-02-03 00:00:00+00')", "UPDATE p SET v = 'x' WHERE id = 99");

        Assert.Equal(21, await database.ScalarAsync<long>("SELECT count(*) FROM p", cancellationToken: Token));
    }
}
