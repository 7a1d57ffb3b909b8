using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

public sealed class TestDatabaseTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_databases_do_not_see_each_other()
    {
        await using var one = await TestDatabase.CreateAsync(server, Token);
        await using var other = await TestDatabase.CreateAsync(server, Token);

        await one.ExecuteAsync("CREATE TABLE events (id int); INSERT INTO events VALUES (1), (2)", cancellationToken: Token);

        Assert.Equal([1, 2], await one.QueryAsync<int>("SELECT id FROM events ORDER BY id", cancellationToken: Token));
        Assert.Null(await other.ScalarAsync<string>("SELECT to_regclass('events')::text", cancellationToken: Token));
    }

    [Fact]
    public async Task A_database_made_from_a_template_has_what_the_template_has()
    {
        await using var template = await TestDatabase.CreateAsync(server, Token);
        await template.ExecuteAsync("CREATE TABLE events (id int); INSERT INTO events VALUES (7)", cancellationToken: Token);
        template.Disconnect();

        await using var copy = await TestDatabase.CreateAsync(server, Token, template.Name);

        Assert.Equal(7, await copy.ScalarAsync<int>("SELECT id FROM events", cancellationToken: Token));
    }

    [Fact]
    public async Task A_database_is_dropped_although_someone_is_connected()
    {
        var database = await TestDatabase.CreateAsync(server, Token);
        await using var stranger = new NpgsqlConnection(database.ConnectionString);
        await stranger.OpenAsync(Token);

        await database.DisposeAsync();

        await using var count = server.Administration.CreateCommand("SELECT count(*) FROM pg_catalog.pg_database WHERE datname = $1");
        count.Parameters.AddWithValue(database.Name);
        Assert.Equal(0L, await count.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task The_server_is_one_that_PartitionKeeper_supports()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);

        var version = await database.ScalarAsync<int>("SELECT current_setting('server_version_num')::int", cancellationToken: Token);

        Assert.InRange(version, 140000, 189999);
    }
}
