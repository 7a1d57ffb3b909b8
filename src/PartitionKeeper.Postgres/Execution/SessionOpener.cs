using Npgsql;

namespace PartitionKeeper.Postgres;

sealed record OpenedSession(NpgsqlDataSource Source, NpgsqlConnection Connection, ServerFacts Server) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Source.DisposeAsync();
    }
}

/// <summary>Opens a connection of our own and pins its settings, in one statement.</summary>
static class SessionOpener
{
    /// <exception cref="DatabaseUnavailableException">The message says which of the causes it was.</exception>
    public static async Task<OpenedSession> OpenAsync(
        DatabaseTarget target, SafetySettings safety, CancellationToken cancellationToken)
    {
        var settings = Settings(target, safety);
        var source = SessionSettings.Source(settings);
        var connection = source.CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
            var server = await PinAsync(connection, safety, cancellationToken);
            if (server.Version < ServerFacts.OldestSupported)
                throw ConnectionFailure.TooOld(target, settings, server.Version);

            if (await PoolerProbe.SharesSessionsAsync(source, connection, server, cancellationToken))
                throw ConnectionFailure.TransactionPooler(target, settings);

            return new OpenedSession(source, connection, server);
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException or NotSupportedException)
        {
            await connection.DisposeAsync();
            await source.DisposeAsync();
            throw ConnectionFailure.Describe(target, settings, e);
        }
        catch
        {
            await connection.DisposeAsync();
            await source.DisposeAsync();
            throw;
        }
    }

    static NpgsqlConnectionStringBuilder Settings(DatabaseTarget target, SafetySettings safety)
    {
        try
        {
            return SessionSettings.ConnectionString(target, safety);
        }
        catch (ArgumentException)
        {
            // The exception is left out: what it quotes may be a piece of a password with an unquoted semicolon in it.
            throw new DatabaseUnavailableException(target.Name,
                $"{target.Name}: the connection string is not one that Npgsql understands; check its keywords, and quote values that contain ; or =.");
        }
    }

    static async Task<ServerFacts> PinAsync(NpgsqlConnection connection, SafetySettings safety, CancellationToken cancellationToken)
    {
        var pinned = SessionSettings.Pinned(safety);
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4, pg_catalog.pg_is_in_recovery(), pg_catalog.pg_backend_pid(),
                   pg_catalog.count(pg_catalog.set_config(s.name, s.value, false))
            FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) AS s (name, value)
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. pinned.Select(setting => setting.Name)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. pinned.Select(setting => setting.Value)] });

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new ServerFacts(reader.GetInt32(0), reader.GetBoolean(1), reader.GetInt32(2));
    }
}
