using Dapper;
using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>A database of one test's own; dropped when disposed, whoever is still connected to it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly PostgresServer _server;
    readonly NpgsqlDataSource _dataSource;

    TestDatabase(PostgresServer server, string name)
    {
        _server = server;
        Name = name;
        // Few connections each: all tests share the server's max_connections.
        ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, MaxPoolSize = 20, IncludeErrorDetail = true }
            .ConnectionString;
        _dataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Name { get; }

    /// <summary>For the program under test; the role is the server's superuser.</summary>
    public string ConnectionString { get; }

    /// <param name="template">A database that nobody is connected to; <see langword="null"/> for an empty one.</param>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server, CancellationToken cancellationToken, string? template = null)
    {
        var name = $"test_{Guid.NewGuid():n}";
        await using var create = server.Administration.CreateCommand($"CREATE DATABASE {Quote(name)} TEMPLATE {Quote(template ?? "template0")}");
        await create.ExecuteNonQueryAsync(cancellationToken);
        return new TestDatabase(server, name);
    }

    /// <summary>A pooled connection; the caller disposes it.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken = default) => await _dataSource.OpenConnectionAsync(cancellationToken);

    /// <summary>Runs SQL as it is; several statements separated by semicolons are one transaction, as psql's <c>-c</c> has it.</summary>
    public async Task<int> ExecuteAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(sql, parameters, cancellationToken));
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return (await connection.QueryAsync<T>(Command(sql, parameters, cancellationToken))).AsList();
    }

    /// <returns>The first column of the first row; <see langword="null"/> (or the type's default) where that is NULL or missing.</returns>
    public async Task<T?> ScalarAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<T>(Command(sql, parameters, cancellationToken));
    }

    /// <summary>Opens a session of its own whose transaction has run <paramref name="sql"/> and keeps its locks until disposed.</summary>
    public Task<HeldLock> HoldAsync(string sql, CancellationToken cancellationToken = default) =>
        HeldLock.OpenAsync(ConnectionString, sql, cancellationToken);

    /// <summary>Ends this object's own idle sessions, so that the database can be another one's template.</summary>
    public void Disconnect() => _dataSource.Clear();

    public async ValueTask DisposeAsync()
    {
        await _dataSource.DisposeAsync();
        // No token: a cancelled test leaves no database behind either.
        await using var drop = _server.Administration.CreateCommand($"DROP DATABASE IF EXISTS {Quote(Name)} WITH (FORCE)");
        await drop.ExecuteNonQueryAsync();
    }

    static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    static string Quote(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);
}
