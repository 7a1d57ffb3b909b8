using PartitionKeeper.Planning;

namespace PartitionKeeper.Maintenance;

/// <summary>What was read and planned of one database, nothing changed.</summary>
/// <param name="AsOf">The plan's "now".</param>
/// <param name="Catalog">Null when the database could not be read.</param>
/// <param name="Plan">Null when the database could not be read.</param>
/// <param name="IsStandby">The server is a hot standby: the plan can be read, but not carried out there.</param>
/// <param name="Script">The plan as a script for psql; null when it was not asked for.</param>
/// <param name="Error">One line: why there is no plan; null when there is one.</param>
sealed record DatabaseReading(
    string Database, DateTimeOffset AsOf, DatabaseCatalog? Catalog, MaintenancePlan? Plan, bool IsStandby = false, string? Script = null, string? Error = null);
