using Npgsql;

namespace PartitionKeeper.Postgres;

/// <summary>
/// The session advisory lock that keeps two copies from working on one database at a time. It goes with the session: a worker that dies gives it up.
/// </summary>
static class MaintenanceLock
{
    /// <summary>The two keys, "Part" and "Keep" in ASCII; <c>pg_locks</c> shows them as classid and objid.</summary>
    public const int FirstKey = 0x50617274;
    public const int SecondKey = 0x4B656570;

    /// <summary>Does not wait. Taking it again in the session that holds it says true.</summary>
    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_try_advisory_lock($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = FirstKey });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = SecondKey });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
