using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Samples;

/// <summary>Both samples as on <see cref="AsOf"/>, each loaded once: for tests that only read.</summary>
public sealed class LoadedSamples(PostgresServer server) : IAsyncLifetime
{
    public const string AsOf = "2026-11-21";

    readonly Dictionary<string, TestDatabase> _databases = new(StringComparer.Ordinal);

    /// <param name="sample"><c>voice</c> or <c>chat</c>.</param>
    public TestDatabase this[string sample] => _databases[sample];

    public async ValueTask InitializeAsync()
    {
        foreach (var sample in new[] { "voice", "chat" })
        {
            var database = await TestDatabase.CreateAsync(server, TestContext.Current.CancellationToken);
            _databases.Add(sample, database);
            await SampleSchema.LoadAsync(database, sample, AsOf, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
            await database.DisposeAsync();
    }
}
