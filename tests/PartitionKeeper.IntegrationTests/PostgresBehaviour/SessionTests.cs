using Dapper;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.PostgresBehaviour.Months;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>Locks and timeouts of a session, and what is only a notice.</summary>
public sealed class SessionTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_advisory_lock_is_one_sessions_until_its_connection_ends()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await using var other = await database.OpenAsync(Token);

        var first = await database.HoldAsync("SELECT pg_advisory_lock(1, 2)", Token);
        await first.ReleaseAsync(Token);
        var whileConnected = await other.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(1, 2)");
        await first.DisposeAsync();
        await other.ExecuteAsync("SET lock_timeout = '10s'; SELECT pg_advisory_lock(1, 2)");

        Assert.False(whileConnected, "A rollback does not end a session's advisory lock.");
        Assert.True(await other.ExecuteScalarAsync<bool>("SELECT pg_advisory_unlock(1, 2)"));
    }

    [Fact]
    public async Task An_advisory_lock_is_a_databases_own()
    {
        await using var one = await TestDatabase.CreateAsync(server, Token);
        await using var two = await TestDatabase.CreateAsync(server, Token);
        await using var holder = await one.HoldAsync("SELECT pg_advisory_lock(1, 2)", Token);

        Assert.True(await two.ScalarAsync<bool>("SELECT pg_try_advisory_lock(1, 2)", cancellationToken: Token));
        Assert.False(await one.ScalarAsync<bool>("SELECT pg_try_advisory_lock(1, 2)", cancellationToken: Token));
    }

    [Fact]
    public async Task The_lock_timeout_counts_for_each_lock_anew()
    {
        var (timeout, wait) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1.2));
        await using var database = await CreateAsync(server, Token);
        await using var first = await database.HoldAsync("LOCK TABLE p_01 IN ACCESS SHARE MODE", Token);
        await using var second = await database.HoldAsync("LOCK TABLE p_02 IN ACCESS SHARE MODE", Token);
        await using var waiter = await database.OpenAsync(Token);

        var locking = waiter.ExecuteAsync($"BEGIN; SET LOCAL lock_timeout = '{timeout.TotalSeconds}s'; LOCK TABLE p_01, p_02 IN ACCESS EXCLUSIVE MODE; COMMIT");
        await database.WaitUntilBlockedAsync(waiter.ProcessID, Token, first.BackendPid, wait);
        await first.ReleaseAsync(Token);
        await database.WaitUntilBlockedAsync(waiter.ProcessID, Token, second.BackendPid, wait);
        await second.ReleaseAsync(Token);

        await locking;
    }

    [Fact]
    public async Task The_statement_timeout_bounds_all_waits_together()
    {
        await using var database = await CreateAsync(server, Token);
        await using var holder = await database.HoldAsync("LOCK TABLE p IN ACCESS SHARE MODE", Token);

        var refused = await database.RefusedAsync(
            Token, "BEGIN", "SET LOCAL lock_timeout = '20s'; SET LOCAL statement_timeout = '50ms'", "LOCK TABLE p IN ACCESS EXCLUSIVE MODE");

        Assert.Equal(PostgresErrorCodes.QueryCanceled, refused.SqlState);
    }

    [Fact]
    public async Task Analyze_without_the_right_is_a_warning_only()
    {
        await using var role = await TestRole.CreateAsync(server, Token);
        await using var database = await CreateAsync(server, Token, $"GRANT SELECT ON p_01 TO {role.Name};");

        var warnings = await NoticesAsync(database, $"SET ROLE {role.Name}; ANALYZE p_01");

        Assert.Equal("WARNING", Assert.Single(warnings).InvariantSeverity);
    }

    [Fact]
    public async Task A_name_of_more_than_63_bytes_is_cut_with_a_notice_only()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        var name = new string('a', 62) + "ü";

        var notices = await NoticesAsync(database, $"CREATE TABLE {name} (id int)");

        Assert.Equal(PostgresErrorCodes.NameTooLong, Assert.Single(notices).SqlState);
        Assert.Equal(new string('a', 62), await database.ScalarAsync<string>("SELECT relname FROM pg_catalog.pg_class WHERE relname ~ '^aaa'", cancellationToken: Token));
    }

    [Fact]
    public async Task An_empty_search_path_finds_nothing_without_its_schema()
    {
        await using var database = await CreateAsync(server, Token);

        Assert.Equal(PostgresErrorCodes.UndefinedTable, (await database.RefusedAsync(Token, "SET search_path = ''", "SELECT FROM p")).SqlState);
    }

    static async Task<List<PostgresNotice>> NoticesAsync(TestDatabase database, string sql)
    {
        var notices = new List<PostgresNotice>();
        await using var connection = await database.OpenAsync(Token);
        connection.Notice += (_, e) => notices.Add(e.Notice);
        await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: Token));
        return notices;
    }
}
