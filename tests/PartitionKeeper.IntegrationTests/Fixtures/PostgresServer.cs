using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>
/// The one server all tests share. It is looked for in this order: <c>PARTITIONKEEPER_TEST_POSTGRES</c>, a Docker engine
/// that runs, PostgreSQL programs on the machine. When none can be had every test fails, and says how to get one.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Variable = "PARTITIONKEEPER_TEST_POSTGRES";

    ThrowAwayServer? _throwAway;
    NpgsqlDataSource? _administration;

    /// <summary>Of a superuser, or of a role that may create databases; leads to the database <c>postgres</c> or the one configured.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>For statements about databases and roles; not for the tests' own tables.</summary>
    public NpgsqlDataSource Administration => _administration ?? throw new InvalidOperationException("The server has not been started yet.");

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await FindAsync(TestContext.Current.CancellationToken);
        _administration = NpgsqlDataSource.Create(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_administration is not null)
            await _administration.DisposeAsync();
        if (_throwAway is not null)
            await _throwAway.DisposeAsync();
    }

    async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            await EnsureAnswersAsync(given, cancellationToken);
            return given;
        }

        var refusals = new List<string> { $"{Variable}: not set" };
        foreach (var start in new Func<CancellationToken, Task<ThrowAwayServer>>[] { DockerPostgres.StartAsync, LocalCluster.StartAsync })
        {
            try
            {
                _throwAway = await start(cancellationToken);
                return _throwAway.ConnectionString;
            }
            catch (ServerUnavailableException e)
            {
                refusals.Add(e.Message);
            }
        }

        throw new ServerUnavailableException(
            $"The integration tests need PostgreSQL 14 or newer. Tried: {string.Join("; ", refusals.Select(refusal => refusal.TrimEnd('.')))}. " +
            $"Set {Variable} to an Npgsql connection string of a superuser, start Docker, or install the programs (scripts/postgres.sh ensure).");
    }

    static async Task EnsureAnswersAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            throw new ServerUnavailableException(
                $"{Variable} is set, but that server cannot be used: {e.Message.TrimEnd('.')}. Correct the variable, or unset it to have a throw-away server started.");
        }
    }
}
