namespace PartitionKeeper.UnitTests.Conventions;

/// <summary>The repository's own C# files, for the tests that hold the house style.</summary>
static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Path below the root with forward slashes, and the lines.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Files(params string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/") && !path.Contains("/bin/")
        orderby path
        select (path, File.ReadAllLines(file));

    /// <summary>Lines without those that are comments, numbered from one.</summary>
    public static IEnumerable<(int Number, string Text)> Code(string[] lines) =>
        lines.Select((text, index) => (index + 1, text)).Where(line => !line.text.TrimStart().StartsWith("//"));

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PartitionKeeper.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No PartitionKeeper.sln above {AppContext.BaseDirectory}.");
    }
}
