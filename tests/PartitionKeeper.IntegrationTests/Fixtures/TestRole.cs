using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>A role of one test's own. Declared before the test's databases, it is dropped after them, and with them all it owned.</summary>
public sealed class TestRole : IAsyncDisposable
{
    readonly PostgresServer _server;

    TestRole(PostgresServer server, string name) => (_server, Name) = (server, name);

    /// <summary>Needs no quotes.</summary>
    public string Name { get; }

    public static async Task<TestRole> CreateAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        var name = $"test_{Guid.NewGuid():n}";
        await using var create = server.Administration.CreateCommand($"CREATE ROLE {name} LOGIN PASSWORD '{name}'");
        await create.ExecuteNonQueryAsync(cancellationToken);
        return new TestRole(server, name);
    }

    /// <summary>How this role reaches the database.</summary>
    public string ConnectionStringFor(TestDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Name, Password = Name }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        // No token: a cancelled test leaves no role behind either.
        await using var drop = _server.Administration.CreateCommand($"DROP ROLE {Name}");
        await drop.ExecuteNonQueryAsync();
    }
}
