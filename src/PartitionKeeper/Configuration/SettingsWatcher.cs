using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Configuration;

/// <summary>
/// Takes up edits of the settings file while the worker runs: looks at its content every few seconds, and at once on SIGHUP. A candidate is read, bound and validated aside;
/// only one without errors takes the place of the settings in force. Polling the content sees every kind of edit, however the file is mounted; file events do not.
/// </summary>
sealed partial class SettingsWatcher : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    /// <summary>Content must stay the same this long before it is read, since editors write in pieces; twice as long if it makes no sense.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(500);

    const int MostLooks = 5;

    readonly TimeProvider _time;
    readonly ILogger<SettingsWatcher> _logger;
    readonly SettingsSource _source;
    readonly ChangeSignal _changed = new();
    readonly ChangeSignal _wake = new();
    SettingsContent _accepted;
    SettingsContent? _rejected;
    PosixSignalRegistration? _hangup;
    volatile KeeperSettings _current;
    volatile SettingsDocument _document;
    volatile SettingsRejection? _lastError;

    /// <param name="accepted">What <paramref name="result"/> was loaded from.</param>
    /// <param name="result">Without errors.</param>
    public SettingsWatcher(SettingsContent accepted, SettingsResult result, TimeProvider time, ILogger<SettingsWatcher> logger)
    {
        (_source, _accepted, _document, _time, _logger) = (accepted.Source, accepted, result.Document, time, logger);
        _current = result.Settings ?? throw new ArgumentException("The settings at start must be right.", nameof(result));
    }

    /// <summary>The last settings that were right. Take it once per run and pass it on.</summary>
    public KeeperSettings Current => _current;

    /// <summary>What <see cref="Current"/> was made from.</summary>
    public SettingsDocument Document => _document;

    /// <summary>Null: what the file says is in force.</summary>
    public SettingsRejection? LastError => _lastError;

    /// <summary>Returns the settings as soon as they are others than those the caller knows; at once when they are already. No change is missed.</summary>
    public async Task<KeeperSettings> WaitForChangeAsync(KeeperSettings known, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _changed.Next;

            if (Current is var current && !ReferenceEquals(current, known))
                return current;

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Looks now instead of at the next poll.</summary>
    public void RequestCheck() => _wake.Raise();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            RequestCheck();
        });

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _hangup?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wake = _wake.Next;
            await CheckAsync(stoppingToken);
            await WaitForPollAsync(wake, stoppingToken);
        }
    }

    /// <summary>One look at the file, and what follows from it.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var seen = _source.Read();

            if (seen.Same(_accepted))
            {
                Restore();
                return;
            }

            if (_rejected is not null && seen.Same(_rejected))
                return;

            if (!await IsSettledAsync(seen, SettleTime, cancellationToken))
                continue;

            var candidate = SettingsLoader.Load(seen);

            // Half a file, or the moment between deleting it and writing it anew.
            if (!candidate.IsReadable && !await IsSettledAsync(seen, 2 * SettleTime, cancellationToken))
                continue;

            Take(seen, candidate);
            return;
        }
    }

    async Task<bool> IsSettledAsync(SettingsContent seen, TimeSpan time, CancellationToken cancellationToken)
    {
        await Task.Delay(time, _time, cancellationToken);
        return _source.Read().Same(seen);
    }

    async Task WaitForPollAsync(Task wake, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(wake, Task.Delay(PollInterval, _time, awake.Token));
        await awake.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    void Restore()
    {
        if (_lastError is null)
            return;

        (_rejected, _lastError) = (null, null);
        LogRestored(_source.File);
    }

    void Take(SettingsContent seen, SettingsResult candidate)
    {
        if (candidate.Settings is not { } settings)
        {
            _rejected = seen;
            _lastError = new SettingsRejection(_time.GetUtcNow(), _source.File, candidate.Errors);
            LogRejected(_source.File, candidate.Errors.Length, string.Join(" | ", candidate.Errors));
            return;
        }

        Restore();
        var changes = SettingsChanges.Between(_document, candidate.Document);
        (_accepted, _document) = (seen, candidate.Document);

        if (changes.Length == 0)
        {
            LogUnchanged(_source.File);
            return;
        }

        if (settings.HttpListen != _current.HttpListen)
            LogNeedsRestart("PartitionKeeper:Http:Listen");

        _current = settings;
        LogReloaded(_source.File, string.Join(" | ", changes));
        _changed.Raise();
    }

    [LoggerMessage(EventIds.ConfigurationReloaded, LogLevel.Information, "Configuration {File} was edited and is in force: {Changes}")]
    partial void LogReloaded(string file, string changes);

    [LoggerMessage(EventIds.ConfigurationRejected, LogLevel.Error,
        "Configuration {File} was edited and is rejected, the last good one stays in force; put right {ErrorCount} error(s): {Errors}")]
    partial void LogRejected(string file, int errorCount, string errors);

    [LoggerMessage(EventIds.ConfigurationRestored, LogLevel.Information, "Configuration {File} is right again")]
    partial void LogRestored(string file);

    [LoggerMessage(EventIds.ConfigurationUnchanged, LogLevel.Debug, "Configuration {File} was edited without a change of any value")]
    partial void LogUnchanged(string file);

    [LoggerMessage(EventIds.ConfigurationNeedsRestart, LogLevel.Warning, "{Key} was changed; it takes effect when the program is started again")]
    partial void LogNeedsRestart(string key);
}
