using System.Collections.Immutable;

namespace PartitionKeeper.Maintenance;

/// <summary>Work on several databases, a bounded number at the same time.</summary>
static class AtOnce
{
    /// <summary>Results in the order of <paramref name="items"/>, whatever the order in which they finish.</summary>
    public static async Task<ImmutableArray<TResult>> EachAsync<T, TResult>(
        ImmutableArray<T> items, int atOnce, Func<T, Task<TResult>> work, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Length];
        using var places = new SemaphoreSlim(atOnce);
        await Task.WhenAll(items.Select(async (item, index) =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                results[index] = await work(item);
            }
            finally
            {
                places.Release();
            }
        }));
        return [.. results];
    }
}
