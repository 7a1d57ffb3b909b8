using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.PostgresBehaviour.Months;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>The half-way house: a concurrent detach that was begun and not finished.</summary>
public sealed class PendingDetachTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_invisible_through_the_partitioned_table_and_still_there_by_name()
    {
        await using var database = await PendingAsync();

        Assert.Equal(10, await database.ScalarAsync<long>("SELECT count(*) FROM p", cancellationToken: Token));
        Assert.Equal(10, await database.ScalarAsync<long>("SELECT count(*) FROM p_01", cancellationToken: Token));
    }

    [Fact]
    public async Task An_insert_of_its_range_is_refused()
    {
        await using var database = await PendingAsync();

        var refused = await database.RefusedAsync(Token, "INSERT INTO p (id, ts) VALUES (99, '2026-01-03 00:00:00+00')");

        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task It_has_its_bound_still()
    {
        await using var database = await PendingAsync();

        var bound = await database.ScalarAsync<string>(
            "SET TimeZone = 'UTC'; SELECT pg_get_expr(relpartbound, 0) FROM pg_catalog.pg_class WHERE oid = 'p_01'::regclass", cancellationToken: Token);

        Assert.Equal(January, bound);
    }

    [Fact]
    public async Task Finalize_finishes_it()
    {
        await using var database = await PendingAsync();

        await database.ExecuteAsync(FinalizeJanuary, cancellationToken: Token);

        Assert.Null(await database.ScalarAsync<bool?>(Pending, cancellationToken: Token));
        Assert.False(await database.ScalarAsync<bool>("SELECT relispartition FROM pg_catalog.pg_class WHERE oid = 'p_01'::regclass", cancellationToken: Token));
    }

    [Fact]
    public async Task Finalize_may_run_in_a_transaction_and_beside_a_new_default_partition()
    {
        await using var database = await PendingAsync();

        await database.ExecuteSeparatelyAsync(Token, WithDefault, "BEGIN", FinalizeJanuary, "COMMIT");

        Assert.Null(await database.ScalarAsync<bool?>(Pending, cancellationToken: Token));
    }

    [Fact]
    public async Task Finalize_is_refused_when_nothing_is_pending()
    {
        await using var database = await CreateAsync(server, Token);

        Assert.Equal(PostgresErrorCodes.ObjectNotInPrerequisiteState, (await database.RefusedAsync(Token, FinalizeJanuary)).SqlState);
    }

    [Fact]
    public async Task Finalize_waits_for_an_older_snapshot_whatever_it_reads()
    {
        await using var database = await CreateAsync(server, Token, "CREATE TABLE other (id int);");
        await using var snapshot = await database.HoldAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT FROM other", Token);
        await database.LeaveDetachPendingAsync(Token);

        var refused = await database.RefusedAsync(Token, "SET lock_timeout = '50ms'", FinalizeJanuary);
        await snapshot.ReleaseAsync(Token);
        await database.ExecuteAsync(FinalizeJanuary, cancellationToken: Token);

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
    }

    [Theory]
    [InlineData("ALTER TABLE p DETACH PARTITION p_01", PostgresErrorCodes.ObjectNotInPrerequisiteState)]
    [InlineData("ALTER TABLE p_01 ADD COLUMN more int", PostgresErrorCodes.ObjectNotInPrerequisiteState)]
    [InlineData($"ALTER TABLE p ATTACH PARTITION p_01 {January}", PostgresErrorCodes.WrongObjectType)]
    [InlineData($"CREATE TABLE again PARTITION OF p {January}", PostgresErrorCodes.InvalidObjectDefinition)]
    public async Task There_is_no_way_back_but_to_finish(string statement, string sqlState)
    {
        await using var database = await PendingAsync();

        Assert.Equal(sqlState, (await database.RefusedAsync(Token, statement)).SqlState);
    }

    [Fact]
    public async Task Another_partition_can_be_attached_meanwhile()
    {
        await using var database = await PendingAsync();

        await database.ExecuteAsync($"{LikeP}; {AttachMarch}", cancellationToken: Token);
        await database.ExecuteAsync(FinalizeJanuary, cancellationToken: Token);

        Assert.Equal(["p_02", "p_03"], await database.QueryAsync<string>(
            "SELECT inhrelid::regclass::text FROM pg_catalog.pg_inherits WHERE inhparent = 'p'::regclass ORDER BY 1", cancellationToken: Token));
    }

    [Fact]
    public async Task A_column_added_meanwhile_stops_finalize_on_18_until_it_is_dropped_again()
    {
        await using var database = await PendingAsync();
        await database.ExecuteAsync("ALTER TABLE p ADD COLUMN more int", cancellationToken: Token);

        if (await database.MajorVersionAsync(Token) >= 18)
        {
            Assert.Equal(PostgresErrorCodes.DatatypeMismatch, (await database.RefusedAsync(Token, FinalizeJanuary)).SqlState);
            await database.ExecuteAsync("ALTER TABLE p DROP COLUMN more", cancellationToken: Token);
        }

        await database.ExecuteAsync(FinalizeJanuary, cancellationToken: Token);

        Assert.Null(await database.ScalarAsync<bool?>(Pending, cancellationToken: Token));
    }

    async Task<TestDatabase> PendingAsync()
    {
        var database = await CreateAsync(server, Token);
        await database.LeaveDetachPendingAsync(Token);
        return database;
    }
}
