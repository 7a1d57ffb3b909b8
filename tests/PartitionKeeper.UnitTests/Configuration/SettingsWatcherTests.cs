using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.UnitTests.Configuration;

/// <summary>Edits of the file while the worker runs: good ones are taken up, bad ones change nothing.</summary>
public sealed class SettingsWatcherTests
{
    [Fact]
    public async Task An_edit_in_place_is_taken_up()
    {
        using var watched = new WatchedFile();

        watched.Write(WatchedFile.Text("2 days"));
        await watched.CheckAsync();

        Assert.Equal(TimeSpan.FromDays(2), watched.Watcher.Current.Reconcile);
        Assert.Null(watched.Watcher.LastError);
        Assert.Equal(
            [(EventIds.ConfigurationReloaded, LogLevel.Information, $"Configuration {watched.File} was edited and is in force: PartitionKeeper:Reconcile: 1 day → 2 days")],
            watched.Log.Entries);
    }

    [Fact]
    public async Task A_rename_over_the_file_is_taken_up()
    {
        using var watched = new WatchedFile();
        var written = Path.Combine(watched.Folder, "new.json");

        File.WriteAllText(written, WatchedFile.Text("2 days"));
        File.SetLastWriteTimeUtc(written, File.GetLastWriteTimeUtc(watched.File));
        File.Move(written, watched.File, overwrite: true);
        await watched.CheckAsync();

        Assert.Equal(TimeSpan.FromDays(2), watched.Watcher.Current.Reconcile);
    }

    /// <summary>appsettings.json → ..data/appsettings.json, ..data → a folder of its own for each version.</summary>
    [Fact]
    public async Task A_config_map_that_swaps_its_link_is_taken_up()
    {
        using var watched = new WatchedFile(MountConfigMap);
        Publish(watched, "..2", WatchedFile.Text("2 days"));

        File.CreateSymbolicLink(Path.Combine(watched.Folder, "..data_tmp"), "..2");
        await RunAsync("/bin/mv", "-T", Path.Combine(watched.Folder, "..data_tmp"), Path.Combine(watched.Folder, "..data"));
        await watched.CheckAsync();

        Assert.Equal(TimeSpan.FromDays(2), watched.Watcher.Current.Reconcile);
    }

    [Fact]
    public async Task Deleting_the_file_keeps_the_last_good_settings_and_is_said_once()
    {
        using var watched = new WatchedFile();

        File.Delete(watched.File);
        await watched.CheckAsync();
        await watched.CheckAsync();

        Assert.Same(watched.AtStart, watched.Watcher.Current);
        Assert.Equal($"{watched.File}: there is no such file", Assert.Single(watched.Watcher.LastError!.Errors).ToString());
        var (id, level, message) = Assert.Single(watched.Log.Entries);
        Assert.Equal((EventIds.ConfigurationRejected, LogLevel.Error), (id, level));
        Assert.Equal($"Configuration {watched.File} was edited and is rejected, the last good one stays in force; put right 1 error(s): {watched.File}: there is no such file", message);
    }

    [Fact]
    public async Task Malformed_json_keeps_the_last_good_settings()
    {
        using var watched = new WatchedFile();

        watched.Write("{ \"PartitionKeeper\": ");
        await watched.CheckAsync();

        Assert.Same(watched.AtStart, watched.Watcher.Current);
        Assert.StartsWith($"{watched.File}: line 1, column 22: ", $"{watched.Watcher.LastError!.Errors.Single()}");
        Assert.Equal(watched.Time.GetUtcNow(), watched.Watcher.LastError!.At);
    }

    [Fact]
    public async Task An_invalid_value_keeps_the_last_good_settings_and_each_bad_content_is_said_once()
    {
        using var watched = new WatchedFile();

        watched.Write(WatchedFile.Text("soon"));
        await watched.CheckAsync();
        await watched.CheckAsync();
        watched.Write(WatchedFile.Text("later"));
        await watched.CheckAsync();
        await watched.CheckAsync();

        Assert.Same(watched.AtStart, watched.Watcher.Current);
        Assert.Equal([EventIds.ConfigurationRejected, EventIds.ConfigurationRejected], watched.Log.Entries.Select(entry => entry.EventId));
        Assert.Contains("Reconcile = \"later\"", $"{watched.Watcher.LastError}");
    }

    [Fact]
    public async Task Restoring_the_file_clears_the_error_and_changes_nothing()
    {
        using var watched = new WatchedFile();
        watched.Write(WatchedFile.Text("soon"));
        await watched.CheckAsync();

        watched.Write(WatchedFile.Text("1 day"));
        await watched.CheckAsync();

        Assert.Same(watched.AtStart, watched.Watcher.Current);
        Assert.Null(watched.Watcher.LastError);
        Assert.Equal([EventIds.ConfigurationRejected, EventIds.ConfigurationRestored], watched.Log.Entries.Select(entry => entry.EventId));
    }

    [Fact]
    public async Task Repairing_the_file_with_another_value_clears_the_error_and_is_taken_up()
    {
        using var watched = new WatchedFile();
        File.Delete(watched.File);
        await watched.CheckAsync();

        watched.Write(WatchedFile.Text("2 days"));
        await watched.CheckAsync();

        Assert.Equal(TimeSpan.FromDays(2), watched.Watcher.Current.Reconcile);
        Assert.Null(watched.Watcher.LastError);
    }

    [Fact]
    public async Task Touching_the_file_does_nothing()
    {
        using var watched = new WatchedFile();

        File.SetLastWriteTimeUtc(watched.File, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await watched.CheckAsync();

        Assert.Same(watched.AtStart, watched.Watcher.Current);
        Assert.Empty(watched.Log.Entries);
    }

    [Fact]
    public async Task A_comment_is_no_change()
    {
        using var watched = new WatchedFile();

        watched.Write(WatchedFile.Text("1 day") + " // reviewed");
        await watched.CheckAsync();

        Assert.Same(watched.AtStart, watched.Watcher.Current);
        Assert.Equal([(EventIds.ConfigurationUnchanged, LogLevel.Debug)], watched.Log.Entries.Select(entry => (entry.EventId, entry.Level)));
    }

    [Fact]
    public async Task The_environment_stays_above_an_edited_file()
    {
        using var watched = new WatchedFile(environment: new Dictionary<string, string> { ["PartitionKeeper__Reconcile"] = "9 days" });

        watched.Write(SettingsText.With("\"Reconcile\": \"2 days\", \"DatabasesAtOnce\": 7"));
        await watched.CheckAsync();

        Assert.Equal((TimeSpan.FromDays(9), 7), (watched.Watcher.Current.Reconcile, watched.Watcher.Current.DatabasesAtOnce));
    }

    [Fact]
    public async Task A_file_that_is_being_written_is_waited_for()
    {
        using var watched = new WatchedFile();
        watched.Write("{ \"PartitionKeeper\": ");
        var check = watched.Watcher.CheckAsync(CancellationToken.None);
        await watched.Time.WhenWaitingAsync();

        watched.Write(WatchedFile.Text("2 days"));
        await watched.PassTimeUntilAsync(check);

        Assert.Equal(TimeSpan.FromDays(2), watched.Watcher.Current.Reconcile);
        Assert.Equal([EventIds.ConfigurationReloaded], watched.Log.Entries.Select(entry => entry.EventId));
    }

    [Fact]
    public async Task A_changed_listen_address_says_that_it_needs_a_restart()
    {
        using var watched = new WatchedFile();

        watched.Write(SettingsText.With("\"Reconcile\": \"1 day\", \"Http\": { \"Listen\": \"off\" }"));
        await watched.CheckAsync();

        Assert.Equal((EventIds.ConfigurationNeedsRestart, LogLevel.Warning), (watched.Log.Entries[0].EventId, watched.Log.Entries[0].Level));
    }

    [Fact]
    public async Task Polling_sees_an_edit_within_seconds_and_tells_who_waits()
    {
        using var watched = new WatchedFile();
        await watched.Watcher.StartAsync(CancellationToken.None);
        var changed = watched.Watcher.WaitForChangeAsync(watched.AtStart, CancellationToken.None);
        await watched.Time.WhenWaitingAsync();

        watched.Write(WatchedFile.Text("2 days"));
        watched.Time.Advance(SettingsWatcher.PollInterval);
        await watched.Time.WhenWaitingAsync();
        watched.Time.Advance(SettingsWatcher.SettleTime);
        var current = await changed;
        await watched.Watcher.StopAsync(CancellationToken.None);

        Assert.Equal(TimeSpan.FromDays(2), current.Reconcile);
    }

    [Fact]
    public async Task A_change_before_the_wait_is_not_missed()
    {
        using var watched = new WatchedFile();

        watched.Write(WatchedFile.Text("2 days"));
        await watched.CheckAsync();

        Assert.Same(watched.Watcher.Current, await watched.Watcher.WaitForChangeAsync(watched.AtStart, CancellationToken.None));
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using var watched = new WatchedFile();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watched.Watcher.WaitForChangeAsync(watched.AtStart, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_hangup_signal_looks_at_once()
    {
        using var watched = new WatchedFile();
        await watched.Watcher.StartAsync(CancellationToken.None);
        var changed = watched.Watcher.WaitForChangeAsync(watched.AtStart, CancellationToken.None);
        await watched.Time.WhenWaitingAsync();

        watched.Write(WatchedFile.Text("2 days"));
        var polls = watched.Time.TimersSet;
        await RunAsync("/bin/kill", "-HUP", $"{Environment.ProcessId}");

        // The timer of the poll is still there; the one to wait for is that of the look.
        while (watched.Time.TimersSet == polls)
            await Task.Yield();

        watched.Time.Advance(SettingsWatcher.SettleTime);
        var current = await changed;
        await watched.Watcher.StopAsync(CancellationToken.None);

        Assert.Equal(TimeSpan.FromDays(2), current.Reconcile);
    }

    static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    static string MountConfigMap(WatchedFile watched)
    {
        Publish(watched, "..1", WatchedFile.Text("1 day"));
        File.CreateSymbolicLink(Path.Combine(watched.Folder, "..data"), "..1");
        var file = Path.Combine(watched.Folder, "appsettings.json");
        File.CreateSymbolicLink(file, Path.Combine("..data", "appsettings.json"));
        return file;
    }

    /// <summary>All versions have one modification time, as files of a config map may.</summary>
    static void Publish(WatchedFile watched, string version, string text)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(watched.Folder, version)).FullName, "appsettings.json");
        File.WriteAllText(file, text);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }
}
