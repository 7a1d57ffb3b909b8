using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PartitionKeeper.Cli;

/// <summary>Ctrl-C or SIGTERM asks to stop; one more, two seconds later or after, ends the process at once.</summary>
sealed class Interruption : IDisposable
{
    /// <summary>A terminal, a supervisor and an impatient finger may send the same wish more than once.</summary>
    static readonly TimeSpan SameWish = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource _source = new();
    long? _askedAt;
    readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }

    void Stop(PosixSignalContext context)
    {
        _askedAt ??= Stopwatch.GetTimestamp();
        context.Cancel = Stopwatch.GetElapsedTime(_askedAt.Value) < SameWish;
        _source.Cancel();
    }
}
