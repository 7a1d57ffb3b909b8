using System.Runtime.CompilerServices;

namespace PartitionKeeper.UnitTests.Fixtures;

/// <summary>The files of the repository that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Compares with a committed file, or with <c>UPDATE_GOLDEN=1</c> writes it anew.</summary>
    public static void AssertGolden(string path, string actual)
    {
        var file = Path.Combine(Root, path);

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, actual);

        Assert.True(File.Exists(file), $"{path} is missing; run the tests with UPDATE_GOLDEN=1 and review it");
        Assert.Equal(File.ReadAllText(file), actual);
    }

    static string FindRoot([CallerFilePath] string thisFile = "")
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PartitionKeeper.sln")))
                return folder.FullName;

        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
    }
}
