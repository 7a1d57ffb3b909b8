namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>Finds files of the clone the tests were built in.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A path from the top of the clone, such as <c>samples/voice/schema.sql</c>, made absolute.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PartitionKeeper.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No PartitionKeeper.sln above {AppContext.BaseDirectory}; run the tests from inside the clone.");
    }
}
