using System.Collections.Immutable;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>The lines of one stream, with waiters that are woken by the line they wait for.</summary>
sealed class OutputLines
{
    readonly Lock _gate = new();
    readonly List<Waiter> _waiters = [];
    ImmutableArray<string> _lines = [];
    bool _ended;

    public ImmutableArray<string> Lines
    {
        get
        {
            lock (_gate)
                return _lines;
        }
    }

    /// <param name="line"><see langword="null"/> at the end of the stream.</param>
    public void Add(string? line)
    {
        lock (_gate)
        {
            if (line is null)
            {
                _ended = true;
                _waiters.ForEach(waiter => waiter.Found.TrySetResult(null));
                return;
            }

            _lines = _lines.Add(line);
            _waiters.FindAll(waiter => waiter.Matches(line)).ForEach(waiter => waiter.Found.TrySetResult(line));
            _waiters.RemoveAll(waiter => waiter.Found.Task.IsCompleted);
        }
    }

    /// <returns>The first line that matches, already there or to come; <see langword="null"/> when the stream ends without one.</returns>
    public Task<string?> FirstAsync(Func<string, bool> matches, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_lines.FirstOrDefault(matches) is { } line)
                return Task.FromResult<string?>(line);
            if (_ended)
                return Task.FromResult<string?>(null);

            var waiter = new Waiter(matches, new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
            return waiter.Found.Task.WaitAsync(cancellationToken);
        }
    }

    sealed record Waiter(Func<string, bool> Matches, TaskCompletionSource<string?> Found);
}
