namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>A server started for this test run; it is stopped and removed with everything in it when disposed.</summary>
public sealed class ThrowAwayServer(string connectionString, Func<Task> remove) : IAsyncDisposable
{
    public string ConnectionString { get; } = connectionString;

    public async ValueTask DisposeAsync() => await remove();
}
