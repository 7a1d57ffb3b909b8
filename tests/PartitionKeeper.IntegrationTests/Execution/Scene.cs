using System.Collections.Immutable;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

/// <summary>A database with a table of calls, partitioned by month, and a session of ours on it. Steps are made by hand: what the planner decides is not the question here.</summary>
sealed class Scene : IAsyncDisposable
{
    public const string StateName = "partition_keeper";

    public static readonly TableName Calls = new("public", "calls");

    readonly List<MaintenanceSession> _sessions = [];
    readonly SafetySettings _safety;

    Scene(TestDatabase database, SafetySettings safety) => (Database, _safety) = (database, safety);

    /// <summary>Two tries, so that a test of a lock that is never granted is short.</summary>
    public static SafetySettings Quick { get; } = SafetySettings.Default with { LockTimeout = new LockTimeout(TimeSpan.FromMilliseconds(100)), MaxAttempts = 2 };

    public TestDatabase Database { get; }

    public RecordedLog Log { get; } = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Scene> CreateAsync(PostgresServer server, string sql, SafetySettings? safety = null)
    {
        var scene = new Scene(await TestDatabase.CreateAsync(server, Token), safety ?? Quick);
        await scene.Database.ExecuteAsync(sql, cancellationToken: Token);
        return scene;
    }

    /// <summary>The table with partitions for the months of 2026 that are given, and four rows in each.</summary>
    public static string CallsWith(params int[] months) =>
        "CREATE TABLE public.calls (id bigint NOT NULL, started_at timestamptz NOT NULL, note text, PRIMARY KEY (id, started_at)) PARTITION BY RANGE (started_at);\n"
        + string.Concat(months.Select(month => $"""
            CREATE TABLE {Month(month)} PARTITION OF public.calls FOR VALUES FROM ('2026-{month:00}-01 00:00:00+00') TO ('2026-{month + 1:00}-01 00:00:00+00');
            INSERT INTO public.calls SELECT {month} * 100 + n, '2026-{month:00}-10 00:00:00+00', 'x' FROM generate_series(1, 4) n;

            """));

    public static TableName Month(int month) => new("public", $"calls_2026_{month:00}");

    public static TimeRange Range(int month) => new(Start(month), Start(month + 1));

    public static PartitionBound.Range Bound(int month) => new([new BoundValue.Instant(Start(month))], [new BoundValue.Instant(Start(month + 1))]);

    public static PlanStep.CreatePartition Create(int month) => new(Calls, Month(month), Bound(month), Range(month), "premake");

    public static PlanStep.DrainDefault Drain(int month, long rows) =>
        new(Calls, Month(month), Bound(month), Range(month), new TableName("public", "calls_default"), rows, "rows in the default partition");

    public async Task<PlanStep.DetachPartition> DetachAsync(int month, bool concurrently = true, RetentionAction then = RetentionAction.Drop) =>
        new(Calls, Month(month), await OidAsync(Month(month)), Bound(month), Range(month), concurrently, then, "past retention");

    public async Task<PlanStep.FinalizeDetach> FinalizeAsync(int month) => new(Calls, Month(month), await OidAsync(Month(month)), Range(month), "detach pending");

    public async Task<PlanStep.AttachPartition> AttachAsync(int month) =>
        new(Calls, Month(month), await OidAsync(Month(month)), Bound(month), Range(month), "not due any more");

    public async Task<PlanStep.DropDetachedTable> DropAsync(int month, params ImmutableArray<ForeignKey> keys) =>
        new(Calls, Month(month), await OidAsync(Month(month)), Range(month), PartitionKind.Table, keys, "past its grace");

    public async Task<uint> OidAsync(TableName table) =>
        (uint)await Database.ScalarAsync<long>("SELECT @Name::regclass::oid::int8", new { Name = table.ToString() }, Token);

    public Task<bool> ExistsAsync(TableName table) =>
        Database.ScalarAsync<bool>("SELECT to_regclass(@Name) IS NOT NULL", new { Name = table.ToString() }, Token);

    public Task<bool> IsPartitionAsync(TableName table) =>
        Database.ScalarAsync<bool>("SELECT relispartition FROM pg_class WHERE oid = @Name::regclass", new { Name = table.ToString() }, Token);

    public Task<bool> IsPendingAsync(TableName table) =>
        Database.ScalarAsync<bool>("SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = @Name::regclass", new { Name = table.ToString() }, Token);

    public Task<long> RowsAsync(string table) => Database.ScalarAsync<long>($"SELECT count(*) FROM {table}", cancellationToken: Token);

    /// <summary>Leaves a detach pending, as one does that is interrupted while it waits for a reader.</summary>
    public async Task InterruptDetachAsync(int month)
    {
        await using var reader = await Database.HoldAsync($"SELECT * FROM {Calls}", Token);
        var refused = await Database.RefusedAsync(Token, "SET lock_timeout = '100ms'", $"ALTER TABLE {Calls} DETACH PARTITION {Month(month)} CONCURRENTLY");

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
        Assert.True(await IsPendingAsync(Month(month)));
    }

    /// <param name="role">Another login role than the server's superuser.</param>
    public async Task<MaintenanceSession> OpenAsync(string? role = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        if (role is not null)
            (settings.Username, settings.Password) = (role, "test");

        var session = await MaintenanceSession.OpenAsync(
            new DatabaseTarget("Default", settings.ConnectionString, StateName), _safety, TimeProvider.System, Log, Token);
        _sessions.Add(session);
        return session;
    }

    public Task<DatabaseCatalog> CatalogAsync(MaintenanceSession session) => session.ReadCatalogAsync([Everything()], withSizes: false, Token);

    public Task<ImmutableArray<StepOutcome>> RunAsync(params ImmutableArray<PlanStep> steps) => RunAsync(null, Token, steps);

    public async Task<ImmutableArray<StepOutcome>> RunAsync(string? role, CancellationToken token, params ImmutableArray<PlanStep> steps)
    {
        var session = await OpenAsync(role);
        return await session.ExecuteAsync(Plan(steps), await CatalogAsync(session), Guid.NewGuid(), _ => { }, token);
    }

    public static MaintenancePlan Plan(ImmutableArray<PlanStep> steps) => new()
    {
        Database = "Default",
        Kind = RunKind.Full,
        AsOf = Start(6),
        Fingerprint = "",
        Steps = steps,
        Findings = [],
        Tables = [],
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
            await session.DisposeAsync();
        await Database.DisposeAsync();
    }

    static PartitionPolicy Everything()
    {
        Assert.True(TablePattern.TryParse("*.*", out var all, out _));
        var month = new PartitionInterval(1, CalendarUnit.Month);
        return new PartitionPolicy(
            all!, "Default", month, 3, PartitionNameTemplate.DefaultFor(month), TimeZoneInfo.Utc, KeyEncoding.FromType, DefaultPartitionAction.Drain, Retention: null);
    }

    static DateTimeOffset Start(int month) => new(2026, month, 1, 0, 0, 0, TimeSpan.Zero);
}
