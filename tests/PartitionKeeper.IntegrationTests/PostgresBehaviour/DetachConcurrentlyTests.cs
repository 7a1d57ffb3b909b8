using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.PostgresBehaviour.Months;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>When <c>DETACH PARTITION … CONCURRENTLY</c> is refused, what it waits for, and what it leaves behind when it is done.</summary>
public sealed class DetachConcurrentlyTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_cannot_run_in_a_transaction_block()
    {
        await using var database = await CreateAsync(server, Token);

        var refused = await database.RefusedAsync(Token, "BEGIN", DetachConcurrently);

        Assert.Equal(PostgresErrorCodes.ActiveSqlTransaction, refused.SqlState);
    }

    [Fact]
    public async Task It_cannot_share_a_query_with_another_statement()
    {
        await using var database = await CreateAsync(server, Token);

        var refused = await database.RefusedAsync(Token, $"SET lock_timeout = '1s'; {DetachConcurrently}");

        Assert.Equal(PostgresErrorCodes.ActiveSqlTransaction, refused.SqlState);
    }

    [Fact]
    public async Task It_is_refused_while_the_table_has_a_default_partition()
    {
        await using var database = await CreateAsync(server, Token, WithDefault);

        var refused = await database.RefusedAsync(Token, DetachConcurrently);

        Assert.Equal(PostgresErrorCodes.ObjectNotInPrerequisiteState, refused.SqlState);
        Assert.False(await database.ScalarAsync<bool>(Pending, cancellationToken: Token));
    }

    [Fact]
    public async Task It_is_refused_while_another_partition_of_the_table_is_pending()
    {
        await using var database = await CreateAsync(server, Token);
        await database.LeaveDetachPendingAsync(Token);

        var refused = await database.RefusedAsync(Token, "ALTER TABLE p DETACH PARTITION p_02 CONCURRENTLY");

        Assert.Equal(PostgresErrorCodes.ObjectNotInPrerequisiteState, refused.SqlState);
    }

    [Fact]
    public async Task Rows_that_are_referenced_refuse_it_and_nothing_becomes_pending()
    {
        await using var database = await CreateAsync(server, Token, WithIncomingKey + "INSERT INTO child_ref SELECT id, ts FROM p_01 LIMIT 1;");

        var refused = await database.RefusedAsync(Token, DetachConcurrently);

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refused.SqlState);
        Assert.False(await database.ScalarAsync<bool>(Pending, cancellationToken: Token));
    }

    [Fact]
    public async Task It_waits_for_a_transaction_that_read_the_table_and_stalls_nobody_meanwhile()
    {
        await using var database = await CreateAsync(server, Token);
        await using var reader = await database.HoldAsync("SELECT FROM p", Token);

        var detach = database.ExecuteAsync(DetachConcurrently, cancellationToken: Token);
        await reader.WaitUntilSomeoneWaitsAsync(cancellationToken: Token);
        await database.ExecuteSeparatelyAsync(
            Token, "SET lock_timeout = '50ms'", "SELECT FROM p", "INSERT INTO p (id, ts) VALUES (99, '2026-02-03 00:00:00+00')");
        await reader.ReleaseAsync(Token);
        await detach;

        Assert.Null(await database.ScalarAsync<bool?>(Pending, cancellationToken: Token));
    }

    [Fact]
    public async Task It_does_not_wait_for_a_reader_of_a_sibling_by_name()
    {
        await using var database = await CreateAsync(server, Token);
        await using var reader = await database.HoldAsync("SELECT FROM p_02", Token);

        await database.ExecuteSeparatelyAsync(Token, "SET lock_timeout = '200ms'", DetachConcurrently);

        Assert.Null(await database.ScalarAsync<bool?>(Pending, cancellationToken: Token));
    }

    [Fact]
    public async Task A_lock_timeout_leaves_the_partition_pending()
    {
        await using var database = await CreateAsync(server, Token);

        await database.LeaveDetachPendingAsync(Token);

        Assert.True(await database.ScalarAsync<bool?>(Pending, cancellationToken: Token));
        Assert.True(await database.ScalarAsync<bool>("SELECT relispartition FROM pg_catalog.pg_class WHERE oid = 'p_01'::regclass", cancellationToken: Token));
    }

    [Fact]
    public async Task The_bound_stays_behind_as_a_CHECK_that_spares_a_later_attach_the_scan()
    {
        await using var database = await CreateAsync(server, Token);

        await database.ExecuteSeparatelyAsync(Token, DetachConcurrently);

        Assert.Equal(1, await database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_catalog.pg_constraint WHERE conrelid = 'p_01'::regclass AND contype = 'c' AND convalidated", cancellationToken: Token));
        Assert.Equal(0, await Scans.OfAsync(database, "p_01", $"ALTER TABLE p ATTACH PARTITION p_01 {January}", Token));
    }

    [Fact]
    public async Task A_plain_detach_leaves_no_CHECK_and_a_later_attach_scans()
    {
        await using var database = await CreateAsync(server, Token, DetachJanuary);

        Assert.Equal(0, await database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_catalog.pg_constraint WHERE conrelid = 'p_01'::regclass AND contype = 'c'", cancellationToken: Token));
        Assert.Equal(1, await Scans.OfAsync(database, "p_01", $"ALTER TABLE p ATTACH PARTITION p_01 {January}", Token));
    }

    [Fact]
    public async Task Foreign_keys_stay_and_cloned_row_triggers_go()
    {
        const string Trigger = """
            CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER t BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
            """;
        await using var database = await CreateAsync(server, Token, WithOutgoingKey + Trigger);

        await database.ExecuteSeparatelyAsync(Token, DetachConcurrently);

        Assert.Equal(["p_ref_fk"], await database.QueryAsync<string>(
            "SELECT conname FROM pg_catalog.pg_constraint WHERE conrelid = 'p_01'::regclass AND contype = 'f'", cancellationToken: Token));
        Assert.Empty(await database.QueryAsync<string>(
            "SELECT tgname FROM pg_catalog.pg_trigger WHERE tgrelid = 'p_01'::regclass AND NOT tgisinternal", cancellationToken: Token));
    }
}
