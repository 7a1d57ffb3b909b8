using Npgsql;

namespace PartitionKeeper.Benchmarks;

/// <summary>A database of its own on the given server, dropped at the end.</summary>
sealed class BenchmarkDatabase : IAsyncDisposable
{
    readonly string _server;
    readonly string _name = $"benchmark_{Guid.NewGuid():N}";

    BenchmarkDatabase(string server) => _server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name, Pooling = false }.ConnectionString;

    public static async Task<BenchmarkDatabase> CreateAsync(string server)
    {
        var database = new BenchmarkDatabase(server);
        await ExecuteAsync(server, $"CREATE DATABASE {database._name}");
        return database;
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    public async ValueTask DisposeAsync() => await ExecuteAsync(_server, $"DROP DATABASE {_name} WITH (FORCE)");

    static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
