using System.Collections.Immutable;
using System.Globalization;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>Catalogs and policies in few words. Unless said otherwise the key is a timestamptz, and intervals are months.</summary>
static class PlannerScenario
{
    static readonly PartitionKeyColumn StartedAt = new("started_at", KeyType.TimestampTz, "timestamp with time zone");

    public static readonly TableName Calls = new("public", "calls");

    public static DateTimeOffset Utc(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static TimeRange Range(string from, string to) => new(Utc(from), Utc(to));

    public static TablePattern Pattern(string text)
    {
        Assert.True(TablePattern.TryParse(text, out var pattern, out var error), error);
        return pattern!;
    }

    public static PartitionInterval Interval(string text)
    {
        Assert.True(PartitionInterval.TryParse(text, out var interval, out var error), error);
        return interval!;
    }

    public static CalendarDuration Duration(string text)
    {
        Assert.True(CalendarDuration.TryParse(text, out var duration, out var error), error);
        return duration;
    }

    public static Retention Keep(string keep, RetentionAction then = RetentionAction.Drop, string grace = "0 days", int maxPerRun = 24) =>
        new(Duration(keep), then, Duration(grace), null, maxPerRun);

    public static PartitionPolicy Policy(
        string table = "public.calls",
        string interval = "1 month",
        int premake = 3,
        Retention? retention = null,
        string? name = null,
        string zone = "UTC",
        KeyEncoding key = KeyEncoding.FromType,
        DefaultPartitionAction defaultPartition = DefaultPartitionAction.Drain)
    {
        var width = Interval(interval);
        var template = PartitionNameTemplate.DefaultFor(width);
        if (name is not null)
        {
            Assert.True(PartitionNameTemplate.TryParse(name, width, out var parsed, out var error), error);
            template = parsed!;
        }

        return new PartitionPolicy(Pattern(table), "Default", width, premake, template, TimeZoneInfo.FindSystemTimeZoneById(zone), key, defaultPartition, retention);
    }

    public static PartitionedTable Table(string name, params Partition[] partitions) => new()
    {
        Name = new TableName("public", name),
        Oid = OidOf(name),
        Owner = "app",
        Strategy = PartitionStrategy.Range,
        Key = [StartedAt],
        Partitions = [.. partitions.OrderBy(partition => partition.Name)],
    };

    public static PartitionedTable Table(params Partition[] partitions) => Table("calls", partitions);

    public static PartitionKeyColumn Column(KeyType type, string typeName) => new("at", type, typeName);

    public static Partition Part(string name, string from, string to) => Part(name, Bound(Utc(from), Utc(to)));

    public static Partition Part(string name, PartitionBound bound) => new() { Name = new TableName("public", name), Oid = OidOf(name), Bound = bound };

    /// <summary>A month's partition under the default name.</summary>
    public static Partition Month(int year, int month, string table = "calls")
    {
        var from = new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero);
        return Part($"{table}_{from:yyyy_MM}", Bound(from, from.AddMonths(1)));
    }

    /// <summary>Partitions of all months from one to another, both included ("2026-01").</summary>
    public static Partition[] Months(string first, string last, string table = "calls")
    {
        var months = new List<Partition>();
        for (var month = Utc(first + "-01"); month <= Utc(last + "-01"); month = month.AddMonths(1))
            months.Add(Month(month.Year, month.Month, table));

        return [.. months];
    }

    public static Partition DefaultPartition(string name = "calls_default") => Part(name, new PartitionBound.Default());

    public static PartitionBound.Range Bound(DateTimeOffset from, DateTimeOffset to) => new([new BoundValue.Instant(from)], [new BoundValue.Instant(to)]);

    public static DetachedPartition Record(
        Partition partition, string recordedAt, RetentionAction then = RetentionAction.Drop, DetachedState state = DetachedState.Detached, string table = "calls") => new()
        {
            Table = new TableName("public", table),
            Partition = partition.Name,
            Oid = partition.Oid,
            Bound = (PartitionBound.Range)partition.Bound,
            Then = then,
            RecordedAt = Utc(recordedAt),
            State = state,
            Kind = partition.Kind,
            ForeignKeys = partition.ForeignKeys,
        };

    public static OtherRelation Other(string name, string kind = "table") => new(new TableName("public", name), OidOf(name), kind);

    public static DatabaseCatalog Catalog(params PartitionedTable[] tables) => new()
    {
        Database = "Default",
        ServerVersion = 150018,
        ServerTime = DateTimeOffset.UnixEpoch,
        Tables = [.. tables.OrderBy(table => table.Name)],
    };

    /// <summary>A full run; the server's clock agrees.</summary>
    public static PlanRequest Request(DatabaseCatalog catalog, string now, params PartitionPolicy[] policies) => new()
    {
        Catalog = catalog with { ServerTime = Utc(now) },
        Policies = [.. policies],
        Now = Utc(now),
    };

    public static MaintenancePlan Plan(DatabaseCatalog catalog, string now, params PartitionPolicy[] policies) =>
        MaintenancePlanner.Plan(Request(catalog, now, policies));

    public static MaintenancePlan Plan(PartitionedTable table, string now, PartitionPolicy policy) => Plan(Catalog(table), now, policy);

    /// <summary>Kind, name and range of each step: "create calls_2026_01 [2026-01-01, 2026-02-01)".</summary>
    public static ImmutableArray<string> Lines(this MaintenancePlan plan) =>
        [.. plan.Steps.Select(step => $"{Verb(step)} {step.Partition.Name} {step.Range}")];

    /// <summary>As <see cref="Lines"/> without the ranges.</summary>
    public static ImmutableArray<string> Names(this MaintenancePlan plan) => [.. plan.Steps.Select(step => $"{Verb(step)} {step.Partition.Name}")];

    public static Finding Single(this MaintenancePlan plan, FindingCode code) => Assert.Single(plan.Findings, finding => finding.Code == code);

    public static void AssertNo(this MaintenancePlan plan, FindingCode code) => Assert.DoesNotContain(plan.Findings, finding => finding.Code == code);

    /// <summary>The same name has the same oid in every catalog.</summary>
    public static uint OidOf(string name) => 16_384 + (uint)name.Aggregate(17, (hash, letter) => ((hash * 31) + letter) & 0xFFFFFF);

    static string Verb(PlanStep step) => step switch
    {
        PlanStep.FinalizeDetach => "finalize",
        PlanStep.CreatePartition => "create",
        PlanStep.DrainDefault => "drain",
        PlanStep.AttachPartition => "attach",
        PlanStep.DetachPartition => "detach",
        PlanStep.DropDetachedTable => "drop",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
