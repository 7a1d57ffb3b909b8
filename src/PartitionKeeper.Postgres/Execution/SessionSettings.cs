using Npgsql;

namespace PartitionKeeper.Postgres;

/// <summary>What every session of ours is pinned to, whatever the role, the database or the connection string say.</summary>
static class SessionSettings
{
    /// <summary>Longer than any statement may run, so that the server ends it first; shorter than for ever, should the server have vanished.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <exception cref="ArgumentException">Not a connection string.</exception>
    public static NpgsqlConnectionStringBuilder ConnectionString(DatabaseTarget target, SafetySettings safety)
    {
        var settings = new NpgsqlConnectionStringBuilder(target.ConnectionString)
        {
            // The session carries the maintenance lock and its settings: it must be ours alone and end when we close it.
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            // Error details hold rows of data.
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
            MaxAutoPrepare = 0,
            CommandTimeout = (int)Math.Ceiling((safety.StatementTimeout.Value + Grace).TotalSeconds),
            TcpKeepAlive = true,
        };
        if (string.IsNullOrEmpty(settings.ApplicationName))
            settings.ApplicationName = "PartitionKeeper";
        if (settings.KeepAlive == 0)
            settings.KeepAlive = 30;
        return settings;
    }

    public static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        // Only built-in types are read: spares a query on connecting.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    /// <summary>Name and value of each setting, as <c>set_config</c> takes them.</summary>
    public static IReadOnlyList<(string Name, string Value)> Pinned(SafetySettings safety) =>
    [
        ("TimeZone", "UTC"),
        ("DateStyle", "ISO, YMD"),
        ("IntervalStyle", "postgres"),
        ("standard_conforming_strings", "on"),
        ("extra_float_digits", "1"),
        ("bytea_output", "hex"),
        // Changes what format_type and pg_get_expr print.
        ("quote_all_identifiers", "off"),
        // Nobody's function or table is found by a bare name.
        ("search_path", ""),
        ("lock_timeout", Milliseconds(safety.LockTimeout.Value)),
        ("statement_timeout", Milliseconds(safety.StatementTimeout.Value)),
        ("idle_in_transaction_session_timeout", Milliseconds(TimeSpan.FromSeconds(60))),
        ("default_transaction_isolation", "read committed"),
        // Some set it as a guard for people; the statements that are outside a transaction block cannot say otherwise themselves.
        ("default_transaction_read_only", "off"),
        ("client_min_messages", "warning"),
        // Compiling the catalog query takes longer than running it.
        ("jit", "off"),
        // A worker whose machine dies gives up the maintenance lock within two minutes.
        ("tcp_keepalives_idle", "60"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "6"),
    ];

    static string Milliseconds(TimeSpan time) => $"{(long)time.TotalMilliseconds}ms";
}
