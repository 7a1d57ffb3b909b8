using System.Runtime.CompilerServices;

namespace PartitionKeeper.UnitTests.Fixtures;

/// <summary>Files that hold the exact expected text, in <c>Golden/</c> beside the tests. <c>UPDATE_GOLDEN=1</c> rewrites them; the difference is reviewed like code.</summary>
static class Golden
{
    public static void AssertEqual(string file, string actual)
    {
        var path = Path.Combine(Folder(), file);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual);

        Assert.True(File.Exists(path), $"There is no Golden/{file}; UPDATE_GOLDEN=1 writes it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden");
}
