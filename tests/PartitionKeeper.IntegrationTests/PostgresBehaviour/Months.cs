using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>The table that behaviour is tried on: <c>p</c>, partitioned by <c>ts</c>, with January (<c>p_01</c>) and February (<c>p_02</c>) of 2026, ten rows each.</summary>
static class Months
{
    public const string January = "FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00')";
    public const string February = "FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00')";
    public const string March = "FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00')";

    /// <summary>March as PartitionKeeper makes a partition: a table like the partitioned one, then attached.</summary>
    public const string LikeP = "CREATE TABLE p_03 (LIKE p INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS EXCLUDING COMMENTS EXCLUDING INDEXES)";

    public const string AttachMarch = $"ALTER TABLE p ATTACH PARTITION p_03 {March}";
    public const string DetachJanuary = "ALTER TABLE p DETACH PARTITION p_01";
    public const string DetachConcurrently = $"{DetachJanuary} CONCURRENTLY";
    public const string FinalizeJanuary = $"{DetachJanuary} FINALIZE";

    /// <summary>What <c>inhdetachpending</c> says of January; null when it is no partition.</summary>
    public const string Pending = "SELECT inhdetachpending FROM pg_catalog.pg_inherits WHERE inhrelid = 'p_01'::regclass";

    public const string WithDefault = "CREATE TABLE p_def PARTITION OF p DEFAULT;";

    /// <summary><c>p.ref_id</c> points to <c>ref</c>; every row to its only row.</summary>
    public const string WithOutgoingKey =
        "CREATE TABLE ref (id int PRIMARY KEY); INSERT INTO ref VALUES (1); UPDATE p SET ref_id = 1; ALTER TABLE p ADD CONSTRAINT p_ref_fk FOREIGN KEY (ref_id) REFERENCES ref;";

    /// <summary><c>child_ref</c> points to <c>p</c>, and has no row.</summary>
    public const string WithIncomingKey =
        "ALTER TABLE p ADD PRIMARY KEY (id, ts); CREATE TABLE child_ref (id int, ts timestamptz, FOREIGN KEY (id, ts) REFERENCES p);";

    public static async Task<TestDatabase> CreateAsync(PostgresServer server, CancellationToken cancellationToken, string more = "")
    {
        var database = await TestDatabase.CreateAsync(server, cancellationToken);
        await database.ExecuteAsync(
            $"""
            SET TimeZone = 'UTC';
            CREATE TABLE p (id int NOT NULL, ts timestamptz NOT NULL, ref_id int, v text) PARTITION BY RANGE (ts);
            CREATE TABLE p_01 PARTITION OF p {January};
            CREATE TABLE p_02 PARTITION OF p {February};
            INSERT INTO p (id, ts) SELECT n, timestamptz '2026-01-05 00:00:00+00' + n % 2 * interval '1 month' FROM generate_series(1, 20) n;
            {more}
            """,
            cancellationToken: cancellationToken);
        return database;
    }

    /// <summary>Begins to detach January and is stopped by the lock timeout, because a reader of <c>p</c> has its transaction open; then the reader goes.</summary>
    public static async Task LeaveDetachPendingAsync(this TestDatabase database, CancellationToken cancellationToken)
    {
        await using var reader = await database.HoldAsync("SELECT FROM p", cancellationToken);
        var refused = await database.RefusedAsync(cancellationToken, "SET lock_timeout = '50ms'", DetachConcurrently);
        Assert.Equal(Npgsql.PostgresErrorCodes.LockNotAvailable, refused.SqlState);
    }
}
