using System.Collections;
using System.Collections.Immutable;

namespace PartitionKeeper.Configuration;

/// <summary>Where the configuration comes from. The file is chosen once: deleting it does not make another one take its place.</summary>
sealed record SettingsSource
{
    public const string DefaultFileName = "appsettings.json";

    /// <summary>Full path; may not exist.</summary>
    public required string File { get; init; }

    /// <summary>What to say when the file is not there.</summary>
    public string Missing { get; init; } = "there is no such file";

    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<KeyValuePair<string, string>> CommandLine { get; init; } = [];

    public string FileName => Path.GetFileName(File);

    /// <param name="config">The option <c>--config</c>; null: the default file in the current directory, else beside the program.</param>
    public static SettingsSource Locate(string? config, string currentDirectory, string programDirectory)
    {
        if (config is not null)
            return new SettingsSource { File = Path.GetFullPath(config, currentDirectory) };

        string[] candidates = [Path.Combine(currentDirectory, DefaultFileName), Path.Combine(programDirectory, DefaultFileName)];

        return new SettingsSource
        {
            File = candidates.FirstOrDefault(System.IO.File.Exists) ?? candidates[0],
            Missing = $"there is no {DefaultFileName}, neither there nor beside the program in {programDirectory}; write one, or name it with --config FILE",
        };
    }

    /// <summary>The source of this process.</summary>
    public static SettingsSource OfProcess(string? config, ImmutableArray<KeyValuePair<string, string>> commandLine) =>
        Locate(config, Directory.GetCurrentDirectory(), AppContext.BaseDirectory) with
        {
            Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
            CommandLine = commandLine,
        };

    /// <summary>Reads the file as it is now, whatever it is mounted from; links are followed anew each time.</summary>
    public SettingsContent Read()
    {
        try
        {
            return new SettingsContent(this, System.IO.File.ReadAllBytes(File), Failure: null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SettingsContent(this, [], Missing);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(File))
        {
            return new SettingsContent(this, [], "is a folder; name the file in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SettingsContent(this, [], $"cannot be read: {e.Message}");
        }
    }
}

/// <summary>What stood in the file at one moment, and the rest of the source.</summary>
/// <param name="Failure">Why the file could not be read; null when it could.</param>
sealed record SettingsContent(SettingsSource Source, byte[] Bytes, string? Failure)
{
    public bool Same(SettingsContent other) => Failure == other.Failure && Bytes.AsSpan().SequenceEqual(other.Bytes);
}
