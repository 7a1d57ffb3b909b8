using PartitionKeeper.Configuration;
using PartitionKeeper.UnitTests.Fixtures;

namespace PartitionKeeper.UnitTests.Configuration;

/// <summary>A settings file, a watcher on it, and a clock that the test moves.</summary>
sealed class WatchedFile : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public WatchedFile(Func<WatchedFile, string>? mount = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        File = mount?.Invoke(this) ?? System.IO.Path.Combine(Folder, "appsettings.json");

        if (mount is null)
            Write(Text("1 day"));

        var content = new SettingsSource { File = File, Environment = environment ?? new Dictionary<string, string>() }.Read();
        Watcher = new SettingsWatcher(content, SettingsLoader.Load(content), Time, Log);
        AtStart = Watcher.Current;
    }

    public string Folder => _folder.Path;

    public string File { get; }

    public ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 21, 20, 6, 0, TimeSpan.Zero));

    public RecordedLog<SettingsWatcher> Log { get; } = new();

    public SettingsWatcher Watcher { get; }

    public KeeperSettings AtStart { get; }

    public static string Text(string reconcile) => SettingsText.With($"\"Reconcile\": \"{reconcile}\"");

    public void Write(string text) => System.IO.File.WriteAllText(File, text);

    /// <summary>One look; time passes as the watcher needs it.</summary>
    public Task CheckAsync() => PassTimeUntilAsync(Watcher.CheckAsync(CancellationToken.None));

    public async Task PassTimeUntilAsync(Task done)
    {
        while (await Task.WhenAny(done, Time.WhenWaitingAsync()) != done)
            Time.Advance(TimeSpan.FromMilliseconds(500));

        await done;
    }

    public void Dispose()
    {
        Watcher.Dispose();
        _folder.Dispose();
    }
}
