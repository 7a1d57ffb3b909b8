using System.Collections.Immutable;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Catalog;

/// <summary>A test's database with the sessions that read its catalog.</summary>
sealed class ReadingDatabase(TestDatabase database) : IAsyncDisposable
{
    public const string StateSchema = "partition_keeper";

    public LogLines Log { get; } = new();

    public TestDatabase Database => database;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ReadingDatabase> CreateAsync(PostgresServer server, string sql)
    {
        var database = await TestDatabase.CreateAsync(server, Token);
        try
        {
            await database.ExecuteAsync(sql, cancellationToken: Token);
            return new ReadingDatabase(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public Task<MaintenanceSession> OpenAsync(string? user = null, SafetySettings? safety = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        if (user is not null)
            settings.Username = user;
        return MaintenanceSession.OpenAsync(
            new DatabaseTarget("Test", settings.ConnectionString, StateSchema), safety ?? SafetySettings.Default, TimeProvider.System, Log, Token);
    }

    /// <summary>By monthly policies for the patterns.</summary>
    public Task<DatabaseCatalog> ReadAsync(params string[] patterns) => ReadAsync([.. patterns.Select(pattern => Policy(pattern))]);

    public async Task<DatabaseCatalog> ReadAsync(ImmutableArray<PartitionPolicy> policies, bool withSizes = false, string? user = null)
    {
        await using var session = await OpenAsync(user);
        return await session.ReadCatalogAsync(policies, withSizes, Token);
    }

    public async Task<PartitionedTable> ReadTableAsync(string pattern, KeyEncoding key = KeyEncoding.FromType, string interval = "1 month") =>
        Assert.Single((await ReadAsync([Policy(pattern, key, interval)])).Tables);

    public static PartitionPolicy Policy(string pattern, KeyEncoding key = KeyEncoding.FromType, string interval = "1 month", string zone = "UTC")
    {
        Assert.True(TablePattern.TryParse(pattern, out var table, out var error), error);
        Assert.True(PartitionInterval.TryParse(interval, out var width, out error), error);
        return new PartitionPolicy(
            table!, "*", width!, Premake: 3, PartitionNameTemplate.DefaultFor(width!), TimeZoneInfo.FindSystemTimeZoneById(zone), key, DefaultPartitionAction.Drain, Retention: null);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
