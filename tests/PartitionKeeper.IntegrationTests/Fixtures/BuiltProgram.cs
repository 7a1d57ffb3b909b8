namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>Where the PartitionKeeper program lies that was built with these tests.</summary>
static class BuiltProgram
{
    const string Assembly = "PartitionKeeper.dll";

    /// <summary>To be run by <c>dotnet</c>.</summary>
    public static string Path { get; } = Find();

    static string Find()
    {
        // The tests' own folder has a copy with its runtimeconfig; where it has not, the program's own folder is next of kin:
        // tests/…/bin/Release/net10.0 beside src/PartitionKeeper/bin/Release/net10.0.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var folders = new[] { own.FullName, Repository.PathOf($"src/PartitionKeeper/bin/{own.Parent!.Name}/{own.Name}") };
        return folders.Select(folder => System.IO.Path.Combine(folder, Assembly))
            .FirstOrDefault(path => File.Exists(path) && File.Exists(System.IO.Path.ChangeExtension(path, ".runtimeconfig.json")))
            ?? throw new InvalidOperationException($"{Assembly} is in none of {string.Join(", ", folders)}; build the solution.");
    }
}
