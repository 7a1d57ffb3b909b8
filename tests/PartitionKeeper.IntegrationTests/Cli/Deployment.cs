using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Cli;

/// <summary>A database, a folder with a configuration for it, and the program to run there: as a user has them.</summary>
sealed class Deployment : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("partition-keeper-test-");

    readonly TestDatabase? _database;

    Deployment(TestDatabase? database) => _database = database;

    public TestDatabase Database => _database ?? throw new InvalidOperationException("This test was started without a database.");

    public string Settings => PathOf("appsettings.json");

    /// <summary>Few and short tries, so that a lock that is never granted costs a test little.</summary>
    static JsonObject Safety => new() { ["LockTimeout"] = "100 ms", ["MaxAttempts"] = 2 };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="sql">What the database holds.</param>
    /// <param name="tables">Entries of <c>Tables</c>, as JSON.</param>
    public static async Task<Deployment> CreateAsync(PostgresServer server, string sql, params string[] tables)
    {
        var deployment = new Deployment(await TestDatabase.CreateAsync(server, Token));
        await deployment.Database.ExecuteAsync(sql, cancellationToken: Token);
        deployment.Configure(tables);
        return deployment;
    }

    /// <summary>For what goes wrong, or is answered, before any database is asked.</summary>
    public static Deployment WithoutDatabase(params string[] tables)
    {
        var deployment = new Deployment(database: null);
        deployment.Write(SettingsFor("Host=nowhere.invalid;Database=app;Username=app", tables));
        return deployment;
    }

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Writes the configuration anew, in place.</summary>
    public void Configure(params string[] tables) => Write(SettingsFor(Database.ConnectionString, tables));

    /// <inheritdoc cref="Configure"/>
    public void Write(JsonObject settings) => File.WriteAllText(Settings, settings.ToJsonString());

    /// <summary>A configuration to be changed further before it is written.</summary>
    public static JsonObject SettingsFor(string connectionString, params string[] tables) => new()
    {
        ["ConnectionStrings"] = new JsonObject { ["Default"] = connectionString },
        ["PartitionKeeper"] = new JsonObject
        {
            ["Safety"] = Safety,
            ["Tables"] = new JsonArray([.. tables.Select(table => JsonNode.Parse(table))]),
        },
    };

    /// <summary>The connection string for another user of the same database.</summary>
    public string ConnectionStringFor(string role, string password = "test") =>
        new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = role, Password = password }.ConnectionString;

    /// <summary>Starts the program in the folder of the configuration.</summary>
    public ProcessRun Start(params string[] arguments) => ProcessRun.StartPartitionKeeper(arguments, workingDirectory: _folder.FullName);

    /// <summary>Runs the program to its end.</summary>
    public Task<Ended> RunAsync(params string[] arguments) => Ended.RunAsync(arguments, _folder.FullName);

    public async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        if (_database is not null)
            await _database.DisposeAsync();
    }
}

/// <summary>What a run of the program printed, and its exit code.</summary>
sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>All of stdout, which must be one JSON document.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>For messages of failed assertions.</summary>
    public string Transcript => $"exit code {ExitCode}\nstdout:\n{Output}\nstderr:\n{Error}";

    public static async Task<Ended> RunAsync(
        IEnumerable<string> arguments, string? workingDirectory = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var run = ProcessRun.StartPartitionKeeper(arguments, environment, workingDirectory);
        return await OfAsync(run);
    }

    public static async Task<Ended> OfAsync(ProcessRun run)
    {
        var exitCode = await run.WaitForExitAsync(cancellationToken: TestContext.Current.CancellationToken);
        return new Ended(exitCode, string.Join('\n', run.Output), string.Join('\n', run.Error));
    }

    /// <summary>Asserts the exit code; returns itself.</summary>
    public Ended With(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"Expected exit code {exitCode}. {Transcript}");
        return this;
    }
}
