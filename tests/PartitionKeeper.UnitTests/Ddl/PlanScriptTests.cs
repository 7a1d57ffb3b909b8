using System.Collections.Immutable;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using PartitionKeeper.UnitTests.Fixtures;

namespace PartitionKeeper.UnitTests.Ddl;

public sealed class PlanScriptTests
{
    static readonly ImmutableDictionary<TableName, PartitionProperties> NoProperties = ImmutableDictionary<TableName, PartitionProperties>.Empty;

    public static TheoryData<string> Kinds => [.. DdlSamples.Steps.Select(StepName.Of)];

    [Fact]
    public void Every_kind_of_step_has_a_sample() => Assert.Equal(
        typeof(PlanStep).GetNestedTypes().ToHashSet(),
        DdlSamples.Steps.Select(step => step.GetType()).ToHashSet());

    [Theory, MemberData(nameof(Kinds))]
    public void The_script_of_a_step_is_the_golden_one(string kind)
    {
        var step = DdlSamples.Steps.Single(sample => StepName.Of(sample) == kind);

        Golden.AssertEqual($"{kind}.sql", Write(DdlSamples.Catalog, NoProperties, step));
    }

    [Fact]
    public void With_a_default_partition_the_table_is_locked_first() =>
        Golden.AssertEqual(
            "with_default.sql",
            Write(DdlSamples.WithDefault, NoProperties, DdlSamples.Create, DdlSamples.Attach, DdlSamples.Detach with { Concurrently = false }));

    [Fact]
    public void A_long_default_partition_is_read_before_the_table_is_locked()
    {
        var table = DdlSamples.WithDefault.Tables[0];
        var catalog = DdlSamples.WithDefault with
        {
            ServerTime = DdlSamples.Range.From.AddDays(-1),
            Tables = [table with { Partitions = [table.Partitions[0], table.DefaultPartition! with { RowEstimate = 5_000_000 }] }],
        };

        Golden.AssertEqual("with_long_default.sql", Write(catalog, NoProperties, DdlSamples.Create));
    }

    [Theory]
    [InlineData(KeyType.Timestamp, 13, false)] // In Auckland the range has begun.
    [InlineData(KeyType.Date, 13, false)]
    [InlineData(KeyType.Timestamp, 24, true)]
    [InlineData(KeyType.TimestampTz, 13, true)]
    [InlineData(KeyType.TimestampTz, 0, false)]
    public void A_range_that_may_hold_now_is_never_kept_out_of_the_default_partition(KeyType type, int hoursAhead, bool check)
    {
        var script = Write(LongDefault(type, TimeSpan.FromHours(hoursAhead)), NoProperties, DdlSamples.Create);

        Assert.Equal(check, script.Contains("CHECK (NOT", StringComparison.Ordinal));
    }

    [Fact]
    public void A_check_on_the_default_partition_is_gone_before_its_range_begins() =>
        Assert.Contains("statement_timeout = '1800000ms'", Write(LongDefault(KeyType.TimestampTz, TimeSpan.FromHours(1)), NoProperties, DdlSamples.Create));

    static DatabaseCatalog LongDefault(KeyType type, TimeSpan ahead)
    {
        var table = DdlSamples.WithDefault.Tables[0];
        return DdlSamples.WithDefault with
        {
            ServerTime = DdlSamples.Range.From - ahead,
            Tables =
            [
                table with
                {
                    Key = [new PartitionKeyColumn("started_at", type, "a time")],
                    Partitions = [table.Partitions[0], table.DefaultPartition! with { RowEstimate = 5_000_000 }],
                },
            ],
        };
    }

    [Fact]
    public void Hostile_names_stay_names() =>
        Golden.AssertEqual("hostile.sql", Write(DdlSamples.Catalog, NoProperties, [.. DdlSamples.HostileSteps]));

    [Fact]
    public void A_new_partition_gets_what_PostgreSQL_does_not_carry_over() =>
        Golden.AssertEqual(
            "properties.sql",
            Write(DdlSamples.Catalog, NoProperties.Add(DdlSamples.Calls, DdlSamples.Properties), DdlSamples.Create));

    [Fact]
    public void A_table_in_a_tablespace_and_with_an_access_method_passes_them_on() =>
        Golden.AssertEqual(
            "storage.sql",
            Write(
                DdlSamples.Of(DdlSamples.Table(DdlSamples.Calls, "calls_owner") with { Tablespace = "Fast", AccessMethod = "columnar" }),
                NoProperties, DdlSamples.Create));

    [Fact]
    public void A_foreign_table_is_dropped_without_a_lock_of_its_own() =>
        Golden.AssertEqual(
            "drop_foreign_table.sql",
            Write(DdlSamples.Catalog, NoProperties, DdlSamples.Drop with { Kind = PartitionKind.ForeignTable, ForeignKeys = [] }));

    [Fact]
    public void The_state_schema_is_made_once_before_the_first_step_that_needs_it()
    {
        var script = Write(DdlSamples.Catalog with { StateVersion = 0 }, NoProperties, DdlSamples.Create, DdlSamples.Detach, DdlSamples.Drop);

        var made = script.IndexOf("CREATE SCHEMA", StringComparison.Ordinal);
        Assert.True(script.IndexOf("ATTACH PARTITION", StringComparison.Ordinal) < made);
        Assert.True(made < script.IndexOf("INSERT INTO partition_keeper.detached_partition", StringComparison.Ordinal));
        Assert.Equal(made, script.LastIndexOf("CREATE SCHEMA", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_that_only_creates_needs_no_state_schema() =>
        Assert.DoesNotContain("CREATE SCHEMA", Write(DdlSamples.Catalog with { StateVersion = 0 }, NoProperties, DdlSamples.Create));

    static string Write(DatabaseCatalog catalog, ImmutableDictionary<TableName, PartitionProperties> properties, params ImmutableArray<PlanStep> steps) =>
        PlanScript.Write(DdlSamples.Plan(steps), catalog, properties, SafetySettings.Default, "partition_keeper");
}
