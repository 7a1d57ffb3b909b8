using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Ddl;

/// <summary>Tables, and a step of every kind on them, for tests of what is written.</summary>
static class DdlSamples
{
    public static readonly TableName Calls = new("public", "calls");
    public static readonly TableName CallsDefault = new("public", "calls_default");
    public static readonly TableName January = new("public", "calls_2026_01");

    /// <summary>Every character that somebody's quoting gets wrong: quotes, a newline, the end of a comment, dollars, a backslash, psql's colon.</summary>
    public static readonly TableName Hostile = new("S\"1", "Call '\n*/ -- $block$ \\ :x ü");
    public static readonly TableName HostileJanuary = new("S\"1", "Call '\n*/ 2026");

    public static readonly TimeRange Range = new(Utc(2026, 1), Utc(2026, 2));

    public static readonly PartitionBound.Range Bound = new([new BoundValue.Instant(Utc(2026, 1))], [new BoundValue.Instant(Utc(2026, 2))]);

    public static PartitionProperties Properties { get; } = new()
    {
        Options = ["fillfactor=70", "toast.autovacuum_enabled=false"],
        Grants = [new("reader", null, "SELECT", false), new(null, "id", "SELECT", false), new("The \"Boss\"", null, "INSERT", true)],
        RowSecurity = true,
        ForceRowSecurity = true,
        Policies =
        [
            new("own rows", "ALL", true, [null], "(tenant = CURRENT_USER)", "(tenant = CURRENT_USER)"),
            new("no_delete", "DELETE", false, ["reader", "writer"], "false", null),
        ],
        ReplicaIdentity = ReplicaIdentity.Index,
        ReplicaIdentityIndex = new TableName("public", "calls_pkey"),
        Columns = [new("note", 500, ["n_distinct=-0.5"]), new("Kind", null, ["n_distinct=10"])],
    };

    public static PlanStep.CreatePartition Create { get; } = new(Calls, January, Bound, Range, "premake: 3 intervals ahead");

    public static PlanStep.DrainDefault Drain { get; } = new(Calls, January, Bound, Range, CallsDefault, 1234, "1234 rows stand in the default partition");

    public static PlanStep.AttachPartition Attach { get; } = new(Calls, January, 20001, Bound, Range, "Keep was raised");

    public static PlanStep.DetachPartition Detach { get; } = new(Calls, January, 20001, Bound, Range, Concurrently: true, RetentionAction.Drop, "past 12 months");

    public static PlanStep.FinalizeDetach FinalizeDetach { get; } = new(Calls, January, 20001, Range, "a detach was interrupted");

    public static PlanStep.DropDetachedTable Drop { get; } = new(
        Calls, January, 20001, Range, PartitionKind.Table,
        [new("calls_customer_fkey", January, new("public", "customers")), new("Agent's", January, new("public", "agents"))], "past its grace");

    public static ImmutableArray<PlanStep> Steps { get; } = [FinalizeDetach, Create, Drain, Attach, Detach, Drop];

    public static ImmutableArray<PlanStep> HostileSteps { get; } =
    [
        new PlanStep.CreatePartition(Hostile, HostileJanuary, Bound, Range, "a reason\nDROP TABLE x; -- of two lines"),
        new PlanStep.DetachPartition(Hostile, HostileJanuary, 20001, Bound, Range, Concurrently: true, RetentionAction.Detach, "past 12 months"),
        new PlanStep.DropDetachedTable(Hostile, HostileJanuary, 20001, Range, PartitionKind.Table, [], "past its grace"),
    ];

    public static DatabaseCatalog Catalog { get; } = Of(Table(Calls, "calls_owner"), Table(Hostile, "O'Brien \"x\""));

    public static DatabaseCatalog WithDefault { get; } = Of(Table(Calls, "calls_owner") with
    {
        Partitions = [Partition(January, 20001, Bound), Partition(CallsDefault, 20002, new PartitionBound.Default())],
    });

    public static DatabaseCatalog Of(params PartitionedTable[] tables) => new()
    {
        Database = "Default",
        ServerVersion = 150000,
        ServerTime = Utc(2026, 6),
        Tables = [.. tables],
        StateVersion = 1,
    };

    public static PartitionedTable Table(TableName name, string owner) => new()
    {
        Name = name,
        Oid = 20000,
        Owner = owner,
        Strategy = PartitionStrategy.Range,
        Key = [new PartitionKeyColumn("started_at", KeyType.TimestampTz, "timestamp with time zone")],
        Partitions = [Partition(name == Calls ? January : HostileJanuary, 20001, Bound) with { Owner = owner }],
        Columns = ["id", "started_at", "Note"],
    };

    public static Partition Partition(TableName name, uint oid, PartitionBound bound) => new() { Name = name, Oid = oid, Bound = bound, Owner = "calls_owner" };

    public static MaintenancePlan Plan(params ImmutableArray<PlanStep> steps) => new()
    {
        Database = "Default",
        Kind = RunKind.Full,
        AsOf = Utc(2026, 6),
        Fingerprint = "",
        Steps = steps,
        Findings = [],
        Tables = [],
    };

    static DateTimeOffset Utc(int year, int month) => new(year, month, 1, 0, 0, 0, TimeSpan.Zero);
}
