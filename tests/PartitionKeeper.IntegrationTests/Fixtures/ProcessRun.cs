using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>A child process under watch: what it prints, signals to it, how it ends. It is killed when disposed.</summary>
public sealed class ProcessRun : IAsyncDisposable
{
    /// <summary>ESRCH: it ended a moment ago, which is what a signal is for.</summary>
    const int NoSuchProcess = 3;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly OutputLines _output = new();
    readonly OutputLines _error = new();

    ProcessRun(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _error.Add(line.Data);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What came on stdout so far.</summary>
    public ImmutableArray<string> Output => _output.Lines;

    /// <summary>What came on stderr so far.</summary>
    public ImmutableArray<string> Error => _error.Lines;

    /// <summary>Starts a program with an empty stdin.</summary>
    /// <param name="environment">Added to this process's own; a null value removes a variable.</param>
    public static ProcessRun Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? ImmutableDictionary<string, string?>.Empty)
            start.Environment[name] = value;

        var run = new ProcessRun(start);
        run._process.Start();
        run._process.StandardInput.Close();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Starts PartitionKeeper itself, as built with these tests.</summary>
    public static ProcessRun StartPartitionKeeper(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null) =>
        Start("dotnet", [BuiltProgram.Path, .. arguments], environment, workingDirectory);

    /// <summary>The first line on stdout, past or to come, that matches.</summary>
    /// <exception cref="TimeoutException">No such line within <paramref name="timeout"/> (60 s) or before the process ended.</exception>
    public Task<string> WaitForOutputAsync(Func<string, bool> matches, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitForAsync(_output, matches, timeout, cancellationToken);

    /// <inheritdoc cref="WaitForOutputAsync"/>
    public Task<string> WaitForErrorAsync(Func<string, bool> matches, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitForAsync(_error, matches, timeout, cancellationToken);

    /// <returns>The exit code (128 + signal when a signal ended it); by then <see cref="Output"/> and <see cref="Error"/> are complete.</returns>
    /// <exception cref="TimeoutException">Still running after <paramref name="timeout"/> (60 s).</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        using var limit = Limit(timeout, cancellationToken);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Process {Id} still runs. {Transcript()}", e);
        }
    }

    /// <summary>Asks it to stop (SIGTERM), as a container engine does.</summary>
    public void Terminate() => Signal(15);

    /// <summary>Asks it to stop (SIGINT), as Ctrl-C does.</summary>
    public void Interrupt() => Signal(2);

    /// <summary>Asks it to read its configuration again (SIGHUP).</summary>
    public void Hangup() => Signal(1);

    /// <summary>Ends it at once (SIGKILL), as a power cut does.</summary>
    public void Kill() => Signal(9);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    public string Transcript() => $"stdout:\n{string.Join('\n', Output)}\nstderr:\n{string.Join('\n', Error)}";

    async Task<string> WaitForAsync(OutputLines lines, Func<string, bool> matches, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var limit = Limit(timeout, cancellationToken);
        try
        {
            return await lines.FirstAsync(matches, limit.Token)
                ?? throw new TimeoutException($"Process {Id} ended without printing the line waited for. {Transcript()}");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Process {Id} did not print the line waited for. {Transcript()}", e);
        }
    }

    static CancellationTokenSource Limit(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout ?? Patience);
        return limit;
    }

    void Signal(int signal)
    {
        if (!_process.HasExited && kill(_process.Id, signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
            throw new InvalidOperationException($"Signal {signal} could not be sent to process {Id}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int kill(int pid, int signal);
}
