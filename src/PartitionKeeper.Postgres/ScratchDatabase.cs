using System.Security.Cryptography;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>A database with a name that nobody else has, on a server that others may use, too; dropped when disposed. For the demo.</summary>
public sealed class ScratchDatabase : IAsyncDisposable
{
    readonly string _server;
    readonly string _name;
    readonly Action<string> _complain;

    ScratchDatabase(string server, string name, Action<string> complain) => (_server, _name, _complain) = (server, name, complain);

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    /// <param name="server">Leads to a database that is there, as a role that may create others.</param>
    /// <param name="prefix">What its name begins with: lower-case letters and underscores.</param>
    /// <param name="complain">Told when it cannot be dropped.</param>
    /// <exception cref="DatabaseUnavailableException">The server cannot be reached, or the role may not create databases.</exception>
    public static async Task<ScratchDatabase> CreateAsync(string server, string prefix, Action<string> complain, CancellationToken cancellationToken)
    {
        if (ConnectionStringSyntax.FirstError(server) is { } error)
            throw new DatabaseUnavailableException(prefix, $"the connection string {error}");

        var database = new ScratchDatabase(server, $"{prefix}_{RandomNumberGenerator.GetHexString(8, lowercase: true)}", complain);
        try
        {
            await database.ExecuteAsync(server, $"CREATE DATABASE {Identifier.Quote(database._name)} TEMPLATE template0", cancellationToken);
            return database;
        }
        catch (OperationCanceledException)
        {
            await database.DisposeAsync(); // it was being made, and perhaps is
            throw;
        }
    }

    /// <summary>Runs a script of plain SQL in it.</summary>
    /// <exception cref="DatabaseUnavailableException">The script failed; the message says why.</exception>
    public Task FillAsync(string script, CancellationToken cancellationToken) => ExecuteAsync(ConnectionString, script, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // The caller's token may be why we are here.
        using var cleanup = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        try
        {
            await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {Identifier.Quote(_name)} WITH (FORCE)", cleanup.Token);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or OperationCanceledException)
        {
            _complain($"database {_name} could not be dropped, drop it yourself: {e.Message}");
        }
    }

    async Task ExecuteAsync(string connectionString, string script, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);

        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw ConnectionFailure.Describe(new DatabaseTarget(connectionString == _server ? "the server" : _name, connectionString, ""), settings, e);
        }

        try
        {
            await using var command = new NpgsqlCommand(script, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseUnavailableException(_name, $"{e.MessageText} for user {settings.Username}: ALTER ROLE … CREATEDB, or use another role", e);
        }
        catch (NpgsqlException e)
        {
            throw new DatabaseUnavailableException(_name, $"{_name}: {e.Message}", e);
        }
    }
}
