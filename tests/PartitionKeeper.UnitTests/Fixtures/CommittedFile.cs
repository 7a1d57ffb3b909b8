using PartitionKeeper.UnitTests.Conventions;

namespace PartitionKeeper.UnitTests.Fixtures;

/// <summary>A file of the repository that the program can make.</summary>
static class CommittedFile
{
    /// <summary>Compares, or with <c>UPDATE_GOLDEN=1</c> writes anew.</summary>
    /// <param name="path">Below the root.</param>
    public static void AssertEqual(string path, string made)
    {
        var file = Path.Combine(SourceTree.Root, path);

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, made);

        Assert.True(File.Exists(file), $"{path} is missing; run the tests with UPDATE_GOLDEN=1 and review it");
        Assert.Equal(File.ReadAllText(file), made);
    }
}
