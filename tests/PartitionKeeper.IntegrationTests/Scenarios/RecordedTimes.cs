using System.Globalization;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>The server notes its own time when a partition is detached; here it becomes the scenario's, so that a grace is counted from the run.</summary>
sealed class RecordedTimes
{
    const string Table = "partition_keeper.detached_partition";

    readonly TestDatabase _database;
    readonly string[] _known;

    RecordedTimes(TestDatabase database, string[] known) => (_database, _known) = (database, known);

    /// <summary>To be called before the run.</summary>
    public static async Task<RecordedTimes> ReadAsync(TestDatabase database, CancellationToken cancellationToken) =>
        new(database, await HasAnyAsync(database, cancellationToken)
            ? [.. await database.QueryAsync<string>($"SELECT ctid::text FROM {Table}", cancellationToken: cancellationToken)]
            : []);

    /// <summary>Dates all that was recorded or changed since.</summary>
    public async Task SetAsync(string now, CancellationToken cancellationToken)
    {
        if (!await HasAnyAsync(_database, cancellationToken))
            return;

        var at = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime;
        await _database.ExecuteAsync(
            $"UPDATE {Table} SET recorded_at = @at WHERE ctid::text <> ALL (@known) AND dropped_at IS NULL AND attached_at IS NULL",
            new { at, known = _known },
            cancellationToken);
    }

    static Task<bool> HasAnyAsync(TestDatabase database, CancellationToken cancellationToken) =>
        database.ScalarAsync<bool>($"SELECT to_regclass('{Table}') IS NOT NULL", cancellationToken: cancellationToken);
}
