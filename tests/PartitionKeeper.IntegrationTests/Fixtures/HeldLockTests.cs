using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

public sealed class HeldLockTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_held_lock_stands_in_the_way_until_it_is_released()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync("CREATE TABLE events (id int)", cancellationToken: Token);
        const string Ddl = "SET lock_timeout = '50ms'; ALTER TABLE events ADD COLUMN at timestamptz";

        await using var reader = await database.HoldAsync("SELECT FROM events", Token);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(Ddl, cancellationToken: Token));
        await reader.ReleaseAsync(Token);
        await database.ExecuteAsync(Ddl, cancellationToken: Token);

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
        Assert.Equal(2, await database.ScalarAsync<int>("SELECT relnatts FROM pg_catalog.pg_class WHERE relname = 'events'", cancellationToken: Token));
    }

    [Fact]
    public async Task Whoever_waits_is_seen_to_wait_for_the_holder()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync("CREATE TABLE events (id int)", cancellationToken: Token);
        await using var holder = await database.HoldAsync("LOCK TABLE events IN ACCESS EXCLUSIVE MODE", Token);

        var waiting = database.ScalarAsync<long>("SELECT count(*) FROM events", cancellationToken: Token);
        await holder.WaitUntilSomeoneWaitsAsync(cancellationToken: Token);
        var blocking = await database.QueryAsync<int>(
            "SELECT DISTINCT unnest(pg_catalog.pg_blocking_pids(pid)) FROM pg_catalog.pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())",
            cancellationToken: Token);
        await holder.ExecuteAsync("INSERT INTO events VALUES (1)", Token);
        await holder.CommitAsync(Token);

        Assert.Equal([holder.BackendPid], blocking);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task Waiting_for_a_waiter_that_does_not_come_times_out()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await using var holder = await database.HoldAsync("SELECT 1", Token);

        await Assert.ThrowsAsync<TimeoutException>(() => holder.WaitUntilSomeoneWaitsAsync(TimeSpan.FromMilliseconds(50), Token));
    }
}
