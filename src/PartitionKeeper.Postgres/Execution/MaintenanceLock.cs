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
    public static Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, "SELECT pg_catalog.pg_try_advisory_lock($1, $2)", cancellationToken);

    /// <summary>Gives it up at once: a session that is merely closed keeps it until its backend has noticed.</summary>
    public static Task<bool> GiveUpAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(connection, "SELECT pg_catalog.pg_advisory_unlock($1, $2)", cancellationToken);

    static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = FirstKey });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = SecondKey });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
