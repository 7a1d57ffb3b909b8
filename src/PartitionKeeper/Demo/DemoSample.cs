namespace PartitionKeeper.Demo;

/// <summary>One of the samples: a schema with history and the configuration that keeps it.</summary>
/// <param name="Folder">Where its files are.</param>
/// <param name="Story">What it is, in one sentence.</param>
sealed record DemoSample(string Name, string Folder, string Story)
{
    public string Script => Path.Combine(Folder, "schema.sql");

    public string Settings => Path.Combine(Folder, "appsettings.json");

    /// <summary>As a user types it in a clone; where there is none, where it really is.</summary>
    public string SettingsTyped => File.Exists($"samples/{Name}/appsettings.json") ? $"samples/{Name}/appsettings.json" : Settings;

    /// <exception cref="DemoException">The samples are neither beside the program nor above it.</exception>
    public static DemoSample[] FindAll()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "samples");
            if (File.Exists(Path.Combine(samples, "voice", "schema.sql")))
                return
                [
                    new("voice", Path.Combine(samples, "voice"), "A voice agent's calls. Partitions were made by hand, for some months; then nobody thought of it any more. "
                        + "Calls are to be kept for ever, their turns and tool calls for 12 months."),
                    new("chat", Path.Combine(samples, "chat"), "A chat service, with names of its own for its partitions: messages_y2026m11. "
                        + "What is older than 12 months is to leave the table and stay as a table of its own."),
                ];
        }

        throw new DemoException($"the samples were not found, neither in {AppContext.BaseDirectory} nor in a folder above it");
    }
}
