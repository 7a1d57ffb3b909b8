using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>PostgreSQL in a container of the Docker engine, by the docker command line: the one file to change for Testcontainers.</summary>
static class DockerPostgres
{
    const string Image = "postgres:17";
    static readonly TimeSpan Quick = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Pull = TimeSpan.FromMinutes(5);

    /// <exception cref="ServerUnavailableException">There is no engine, or it cannot run the image.</exception>
    public static async Task<ThrowAwayServer> StartAsync(CancellationToken cancellationToken)
    {
        await DockerAsync(Quick, ["version", "--format", "{{.Server.Version}}"], cancellationToken);

        // The data live in memory: nothing to clean up but the container, and that removes itself when it stops.
        var id = await DockerAsync(
            Pull,
            [
                "run", "--detach", "--rm", "--publish", "127.0.0.1::5432", "--tmpfs", "/var/lib/postgresql/data", "--shm-size", "256m",
                "--env", "POSTGRES_HOST_AUTH_METHOD=trust", "--env", "POSTGRES_INITDB_ARGS=--locale=C.UTF-8 --encoding=UTF8", "--env", "TZ=UTC",
                Image,
                "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "wal_level=logical",
                "-c", "max_connections=200", "-c", "max_prepared_transactions=20", "-c", "max_locks_per_transaction=1024", "-c", "timezone=UTC",
            ],
            cancellationToken);
        try
        {
            var published = await DockerAsync(Quick, ["port", id, "5432/tcp"], cancellationToken);
            var port = published.Split('\n')[0].Split(':')[^1];
            var connectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
            await WaitUntilReadyAsync(id, connectionString, cancellationToken);
            return new ThrowAwayServer(connectionString, () => RemoveAsync(id));
        }
        catch
        {
            await RemoveAsync(id);
            throw;
        }
    }

    // The image first runs a server without TCP to create the cluster. So each look from inside asks over TCP, and waits a
    // little inside the container; only then is the published port worth a connection.
    static async Task WaitUntilReadyAsync(string id, string connectionString, CancellationToken cancellationToken)
    {
        const string Wait = "for i in $(seq 300); do pg_isready -q -h 127.0.0.1 -U postgres && exit 0; sleep 0.2; done; exit 1";
        await DockerAsync(TimeSpan.FromSeconds(90), ["exec", id, "sh", "-c", Wait], cancellationToken);
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new ServerUnavailableException($"Docker: {Image} runs, but its published port does not answer: {e.Message}");
        }
    }

    // Not the test's token: it may be why the container goes.
    static async Task RemoveAsync(string id) =>
        await CommandResult.RunAsync(Quick, "docker", ["rm", "--force", "--volumes", id], CancellationToken.None);

    static async Task<string> DockerAsync(TimeSpan timeout, string[] arguments, CancellationToken cancellationToken)
    {
        var result = await CommandResult.RunAsync(timeout, "docker", arguments, cancellationToken)
            ?? throw new ServerUnavailableException("Docker: there is no docker command");
        return result.ExitCode == 0
            ? result.Output.Trim()
            : throw new ServerUnavailableException($"Docker: 'docker {arguments[0]}' failed: {result.Complaint}");
    }
}
