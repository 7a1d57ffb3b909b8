namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>A throw-away cluster made with the PostgreSQL programs found on the machine.</summary>
static class LocalCluster
{
    static readonly string Script = Repository.PathOf("scripts/postgres.sh");

    /// <exception cref="ServerUnavailableException">There are no PostgreSQL programs, or their server does not start.</exception>
    public static async Task<ThrowAwayServer> StartAsync(CancellationToken cancellationToken)
    {
        // find first: start would install a package, which a test run started from an editor must not do.
        await RunAsync(["find"], cancellationToken);

        var folder = Directory.CreateTempSubdirectory("partition-keeper-").FullName;
        try
        {
            var connectionString = await RunAsync(["start", folder], cancellationToken);
            return new ThrowAwayServer(connectionString, () => RemoveAsync(folder));
        }
        catch
        {
            await RemoveAsync(folder);
            throw;
        }
    }

    static async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var result = await CommandResult.RunAsync(TimeSpan.FromMinutes(2), "bash", [Script, .. arguments], cancellationToken)
            ?? throw new ServerUnavailableException("PostgreSQL programs: there is no bash to run scripts/postgres.sh with");
        return result.ExitCode == 0
            ? result.Output.Trim()
            : throw new ServerUnavailableException($"PostgreSQL programs: {result.Complaint}");
    }

    // Not the test's token: it may be why the cluster goes.
    static async Task RemoveAsync(string folder)
    {
        await CommandResult.RunAsync(TimeSpan.FromMinutes(1), "bash", [Script, "stop", folder], CancellationToken.None);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
