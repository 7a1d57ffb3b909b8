using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Execution;

/// <summary>Login roles of one test's own (roles belong to the whole server), dropped with what they own.</summary>
sealed class Roles : IAsyncDisposable
{
    readonly PostgresServer _server;
    readonly Dictionary<string, string> _names;

    Roles(PostgresServer server, Dictionary<string, string> names) => (_server, _names) = (server, names);

    /// <summary>The name that the server knows the role by; needs no quotes.</summary>
    public string this[string role] => _names[role];

    public static async Task<Roles> CreateAsync(PostgresServer server, params string[] roles)
    {
        var names = roles.ToDictionary(role => role, role => $"{role}_{Guid.NewGuid():n}");
        foreach (var name in names.Values)
            await ExecuteAsync(server, $"CREATE ROLE {name} LOGIN PASSWORD 'test'");
        return new Roles(server, names);
    }

    /// <summary>Only after the database is gone: a role that owns something stays.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var name in _names.Values)
            await ExecuteAsync(_server, $"DROP ROLE {name}");
    }

    static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var command = server.Administration.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
