using System.Collections.Immutable;
using PartitionKeeper.Maintenance;

namespace PartitionKeeper.Status;

/// <param name="Code">Stable, for machines.</param>
/// <param name="Message">For people.</param>
sealed record NotReady(string Code, string? Database, string? Table, string Message);

static class Readiness
{
    /// <summary>Everything that makes the keeper not ready; empty when it is.</summary>
    public static ImmutableArray<NotReady> Reasons(StatusSnapshot snapshot, DateTimeOffset now) =>
    [
        .. snapshot.ConfigurationErrors.Select(error => new NotReady("configuration-rejected", null, null, error)),
        .. snapshot.Databases.Length == 0 ? [new NotReady("starting", null, null, "no run was started yet")] : Array.Empty<NotReady>(),
        .. snapshot.Databases.SelectMany(status => Reasons(status, now)),
    ];

    static IEnumerable<NotReady> Reasons(DatabaseStatus status, DateTimeOffset now)
    {
        if (status.LastReport is not { } last)
        {
            yield return new NotReady("starting", status.Database, null, "the first run has not ended yet");
            yield break;
        }

        if (last.Status == MaintenanceStatus.Unavailable)
            yield return new NotReady("database-unreachable", status.Database, null, last.Error ?? "the database cannot be reached");

        if (last.Status == MaintenanceStatus.Failed)
            yield return new NotReady("run-failed", status.Database, null, last.Error ?? FailedSteps.Describe(last));

        if (status.MissedFull(now) is { } missed)
            yield return new NotReady("run-missed", status.Database, null, $"the full run of {missed.UtcDateTime:yyyy-MM-dd HH:mm} UTC has not been done");

        foreach (var table in status.Tables.Where(OutlookAfter.IsShort))
            yield return new NotReady("runway-short", status.Database, table.Table.ToString(), table.CoveredUntil is { } until
                ? $"partitions end at {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, less than one interval ({table.Interval}) ahead"
                : "there is no partition for rows of now");
    }
}
