using System.Globalization;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Demo;

public sealed class ScratchDatabaseTests(PostgresServer server)
{
    readonly List<string> _complaints = [];
    readonly string _prefix = $"scratch_{Guid.NewGuid():n}";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_gone_when_disposed_whoever_is_still_connected()
    {
        await using var database = await ScratchDatabase.CreateAsync(server.ConnectionString, _prefix, _complaints.Add, Token);
        await database.FillAsync("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (2);", Token);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Token);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM t", connection);
        Assert.Equal(2L, await count.ExecuteScalarAsync(Token));

        await database.DisposeAsync();

        Assert.Empty(_complaints);
        Assert.Equal(0, await DatabasesAsync());
    }

    [Fact]
    public async Task Two_of_the_same_prefix_do_not_meet()
    {
        await using var one = await ScratchDatabase.CreateAsync(server.ConnectionString, _prefix, _complaints.Add, Token);
        await using var other = await ScratchDatabase.CreateAsync(server.ConnectionString, _prefix, _complaints.Add, Token);

        Assert.NotEqual(one.ConnectionString, other.ConnectionString);
        Assert.Equal(2, await DatabasesAsync());
    }

    [Fact]
    public async Task Is_gone_when_its_making_is_cancelled()
    {
        using var interrupted = new CancellationTokenSource();
        var making = ScratchDatabase.CreateAsync(server.ConnectionString, _prefix, _complaints.Add, interrupted.Token);
        await interrupted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);

        Assert.Equal(0, await DatabasesAsync());
    }

    [Fact]
    public async Task A_role_that_may_not_create_databases_is_told_what_to_do()
    {
        var role = $"role_{Guid.NewGuid():n}";
        await using (var create = server.Administration.CreateCommand($"CREATE ROLE {role} LOGIN PASSWORD 'secret'"))
            await create.ExecuteNonQueryAsync(Token);

        try
        {
            var asRole = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = role, Password = "secret" }.ConnectionString;
            var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => ScratchDatabase.CreateAsync(asRole, _prefix, _complaints.Add, Token));
            Assert.Equal($"permission denied to create database for user {role}: ALTER ROLE … CREATEDB, or use another role", refused.Message);
        }
        finally
        {
            await using var drop = server.Administration.CreateCommand($"DROP ROLE {role}");
            await drop.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=127.0.0.1;Port=1;Username=postgres;Password=secret")]
    public async Task A_server_that_cannot_be_used_is_told_without_its_password(string connectionString)
    {
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => ScratchDatabase.CreateAsync(connectionString, _prefix, _complaints.Add, Token));

        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    async Task<int> DatabasesAsync()
    {
        await using var count = server.Administration.CreateCommand($"SELECT count(*) FROM pg_catalog.pg_database WHERE datname LIKE '{_prefix}%'");
        return Convert.ToInt32(await count.ExecuteScalarAsync(Token), CultureInfo.InvariantCulture);
    }
}
