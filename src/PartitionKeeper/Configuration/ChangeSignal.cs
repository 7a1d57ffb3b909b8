namespace PartitionKeeper.Configuration;

/// <summary>Wakes those who wait for something; each time anew.</summary>
sealed class ChangeSignal
{
    volatile TaskCompletionSource _next = New();

    /// <summary>Completes at the next <see cref="Raise"/>. Take it before looking whether there is something to wait for.</summary>
    public Task Next => _next.Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
