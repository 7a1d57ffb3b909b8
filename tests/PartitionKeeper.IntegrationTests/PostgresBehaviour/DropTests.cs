using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.PostgresBehaviour.Months;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>What PostgreSQL refuses to drop or to detach because something depends on it.</summary>
public sealed class DropTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attached_partition_of_a_referenced_table_cannot_be_dropped()
    {
        await using var database = await CreateAsync(server, Token, WithIncomingKey);

        Assert.Equal(PostgresErrorCodes.DependentObjectsStillExist, (await database.RefusedAsync(Token, "DROP TABLE p_01")).SqlState);
    }

    [Fact]
    public async Task A_detached_one_can()
    {
        await using var database = await CreateAsync(server, Token, WithIncomingKey);

        await database.ExecuteSeparatelyAsync(Token, DetachConcurrently, "DROP TABLE p_01");

        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('p_01')::text", cancellationToken: Token));
    }

    [Fact]
    public async Task A_view_on_a_detached_table_refuses_the_drop()
    {
        await using var database = await CreateAsync(server, Token, $"{DetachJanuary}; CREATE VIEW january AS SELECT id FROM p_01;");

        Assert.Equal(PostgresErrorCodes.DependentObjectsStillExist, (await database.RefusedAsync(Token, "DROP TABLE p_01")).SqlState);
    }

    [Fact]
    public async Task Rows_that_are_referenced_refuse_a_plain_detach()
    {
        await using var database = await CreateAsync(server, Token, WithIncomingKey + "INSERT INTO child_ref SELECT id, ts FROM p_01 LIMIT 1;");

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, (await database.RefusedAsync(Token, DetachJanuary)).SqlState);
    }

    [Fact]
    public async Task A_detached_table_still_guards_the_rows_that_it_references()
    {
        await using var database = await CreateAsync(server, Token, WithOutgoingKey + DetachJanuary);
        await database.ExecuteAsync("DELETE FROM p", cancellationToken: Token);

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, (await database.RefusedAsync(Token, "DELETE FROM ref")).SqlState);
    }

    [Fact]
    public async Task The_owner_of_the_partitioned_table_can_detach_but_not_drop_what_another_role_owns()
    {
        await using var owner = await TestRole.CreateAsync(server, Token);
        await using var database = await CreateAsync(server, Token, $"ALTER TABLE p OWNER TO {owner.Name};");

        await database.ExecuteSeparatelyAsync(Token, $"SET ROLE {owner.Name}", DetachJanuary);
        var refused = await database.RefusedAsync(Token, $"SET ROLE {owner.Name}", "DROP TABLE p_01");

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
