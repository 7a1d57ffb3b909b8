using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.PlannerScenario;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class CatalogFingerprintTests
{
    static readonly PartitionedTable WithDefault =
        Table([.. Months("2026-10", "2026-11"), DefaultPartition()]) with { StrayRows = [new StrayRows(Range("2027-01-01", "2027-02-01"), 3)] };

    static readonly DatabaseCatalog WithEverything =
        Catalog(WithDefault) with { Relations = [Other("users")], Detached = [Record(Month(2025, 10), "2026-11-14")], Holds = [new Hold(Pattern("public.calls"), null, "audit")] };

    static readonly PlanRequest Original = Request(WithEverything, "2026-11-21 20:06", Policy(retention: Keep("12 months")));

    static PartitionedTable TheTable => Original.Catalog.Tables[0];

    static PlanRequest With(PartitionedTable table) => Original with { Catalog = Original.Catalog with { Tables = [table] } };

    static PlanRequest With(Func<Partition, Partition> change) => With(TheTable with { Partitions = [change(TheTable.Partitions[0]), .. TheTable.Partitions[1..]] });

    static PlanRequest With(DatabaseCatalog catalog) => Original with { Catalog = catalog };

    public static TheoryData<string, PlanRequest> Relevant => new()
    {
        { "another database", With(Original.Catalog with { Database = "Other" }) },
        { "another oid", With(TheTable with { Oid = 1 }) },
        { "another key", With(TheTable with { Key = [Column(KeyType.Date, "date")] }) },
        { "a partition less", With(TheTable with { Partitions = TheTable.Partitions[1..] }) },
        { "a bound moved by a microsecond", With(partition => partition with { Bound = Bound(Utc("2026-10-01"), Utc("2026-11-01").AddMicroseconds(1)) }) },
        { "a pending detach", With(partition => partition with { DetachPending = true }) },
        { "a renamed partition", With(partition => partition with { Name = new TableName("public", "renamed") }) },
        { "a foreign key", With(partition => partition with { ForeignKeys = [new ForeignKey("fk", partition.Name, new TableName("public", "users"))] }) },
        { "no rows in the default partition", With(TheTable with { StrayRows = [] }) },
        { "a record's state", With(Original.Catalog with { Detached = [Original.Catalog.Detached[0] with { State = DetachedState.Gone }] }) },
        { "no hold", With(Original.Catalog with { Holds = [] }) },
        { "a hold of the configuration", Original with { Holds = [new Hold(Pattern("public.turns"), null, "audit")] } },
        { "another premake", Original with { Policies = [Original.Policies[0] with { Premake = 4 }] } },
        { "another retention", Original with { Policies = [Original.Policies[0] with { Retention = null }] } },
        { "another zone", Original with { Policies = [Original.Policies[0] with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") }] } },
    };

    public static TheoryData<string, PlanRequest> Irrelevant => new()
    {
        { "the server's clock", With(Original.Catalog with { ServerTime = Utc("2026-11-21 20:07"), LastRunAt = Utc("2026-11-21 20:00") }) },
        { "our clock", Original with { Now = Utc("2026-11-22") } },
        { "sizes and estimates", With(partition => partition with { Bytes = 42, RowEstimate = 42 }) },
        { "the number of rows in the default partition", With(TheTable with { StrayRows = [TheTable.StrayRows[0] with { Rows = 4 }] }) },
        { "the order of partitions", With(TheTable with { Partitions = [.. TheTable.Partitions.Reverse()] }) },
        { "a relation of the application more", With(Original.Catalog with { Relations = Original.Catalog.Relations.Add(Other("orders_2")) }) },
        { "a minor version", With(Original.Catalog with { ServerVersion = 150019 }) },
    };

    [Theory, MemberData(nameof(Relevant))]
    public void Changes_with_whatever_decides_the_plan(string change, PlanRequest request) =>
        Assert.False(CatalogFingerprint.Of(Original) == CatalogFingerprint.Of(request), change);

    [Theory, MemberData(nameof(Irrelevant))]
    public void Does_not_change_with_what_changes_all_the_time(string change, PlanRequest request) =>
        Assert.True(CatalogFingerprint.Of(Original) == CatalogFingerprint.Of(request), change);

    [Fact]
    public void Is_a_sha256_in_hexadecimal() => Assert.Matches("^[0-9a-f]{64}$", CatalogFingerprint.Of(Original));
}
