using Microsoft.Extensions.Logging;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Scheduling;

/// <summary>Says once that a database is away, and once that it is back, however often it was tried in between.</summary>
sealed partial class DatabasePresence(ILogger logger)
{
    readonly Dictionary<string, DateTimeOffset> _awaySince = new(StringComparer.OrdinalIgnoreCase);

    public void Note(MaintenanceReport report)
    {
        if (report.Status == MaintenanceStatus.Unavailable)
        {
            if (_awaySince.TryAdd(report.Database, report.AsOf))
                LogAway(report.Database, report.Error ?? "It cannot be reached.");
        }
        else if (_awaySince.Remove(report.Database, out var since))
        {
            LogBack(report.Database, since);
        }
    }

    [LoggerMessage(EventIds.DatabaseUnavailable, LogLevel.Error, "{Database} is away, and is tried again at least every 5 minutes until it is back, without saying so each time. {Error}")]
    partial void LogAway(string database, string error);

    [LoggerMessage(EventIds.DatabaseBack, LogLevel.Information, "{Database} is back; it was away since {Since:u}")]
    partial void LogBack(string database, DateTimeOffset since);
}
