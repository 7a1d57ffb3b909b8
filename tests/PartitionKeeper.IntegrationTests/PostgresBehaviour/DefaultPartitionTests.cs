using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.PostgresBehaviour.Months;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>The traps of a default partition.</summary>
public sealed class DefaultPartitionTests(PostgresServer server)
{
    const string InsertMarch = "INSERT INTO p (id, ts) VALUES (99, '2026-03-15 00:00:00+00')";
    const string WhereIsIt = "SELECT tableoid::regclass::text FROM p WHERE id = 99";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_insert_that_waits_for_the_default_partition_while_attach_commits_fails()
    {
        await using var database = await CreateAsync(server, Token, WithDefault + LikeP);
        await using var attach = await database.HoldAsync(AttachMarch, Token);

        var insert = database.RefusedAsync(Token, InsertMarch);
        await attach.WaitUntilSomeoneWaitsAsync(cancellationToken: Token);
        await attach.CommitAsync(Token);

        Assert.Equal(PostgresErrorCodes.CheckViolation, (await insert).SqlState);
    }

    [Fact]
    public async Task It_lands_in_the_new_partition_when_the_partitioned_table_was_locked_first()
    {
        await using var database = await CreateAsync(server, Token, WithDefault + LikeP);
        await using var attach = await database.HoldAsync($"LOCK TABLE ONLY p IN ACCESS EXCLUSIVE MODE; {AttachMarch}", Token);

        var insert = database.ExecuteAsync(InsertMarch, cancellationToken: Token);
        await attach.WaitUntilSomeoneWaitsAsync(cancellationToken: Token);
        await attach.CommitAsync(Token);
        await insert;

        Assert.Equal("p_03", await database.ScalarAsync<string>(WhereIsIt, cancellationToken: Token));
    }

    [Fact]
    public async Task Attach_is_refused_while_the_default_partition_has_rows_of_the_range()
    {
        await using var database = await CreateAsync(server, Token, WithDefault + LikeP);
        await database.ExecuteAsync(InsertMarch, cancellationToken: Token);

        Assert.Equal(PostgresErrorCodes.CheckViolation, (await database.RefusedAsync(Token, AttachMarch)).SqlState);
        Assert.Equal("p_def", await database.ScalarAsync<string>(WhereIsIt, cancellationToken: Token));
    }

    [Theory]
    [InlineData("NOT VALID", 1)]
    [InlineData("", 0)]
    public async Task Attach_scans_the_default_partition_unless_a_validated_CHECK_excludes_the_range(string validity, long scans)
    {
        await using var database = await CreateAsync(server, Token, $"""
            {WithDefault} {LikeP}; INSERT INTO p (id, ts) VALUES (98, '2027-01-01 00:00:00+00');
            ALTER TABLE p_def ADD CONSTRAINT not_march CHECK (ts < '2026-03-01 00:00:00+00' OR ts >= '2026-04-01 00:00:00+00') {validity};
            """);

        Assert.Equal(scans, await Scans.OfAsync(database, "p_def", AttachMarch, Token));
    }

    [Fact]
    public async Task Rows_can_be_moved_in_the_transaction_that_attaches()
    {
        await using var database = await CreateAsync(server, Token, WithDefault + LikeP);
        await database.ExecuteAsync(InsertMarch, cancellationToken: Token);

        await database.ExecuteAsync($"""
            BEGIN;
            LOCK TABLE ONLY p IN ACCESS EXCLUSIVE MODE;
            WITH moved AS (DELETE FROM p_def WHERE ts >= '2026-03-01 00:00:00+00' AND ts < '2026-04-01 00:00:00+00' RETURNING *) INSERT INTO p_03 SELECT * FROM moved;
            {AttachMarch};
            COMMIT
            """, cancellationToken: Token);

        Assert.Equal("p_03", await database.ScalarAsync<string>(WhereIsIt, cancellationToken: Token));
    }
}
