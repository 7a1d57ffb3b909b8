using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.UnitTests.Configuration;
using PartitionKeeper.UnitTests.Planning;

namespace PartitionKeeper.UnitTests.Maintenance;

public sealed class SavedPlanTests
{
    static readonly SavedPlan Saved = new(null, null, [Reports.Plan]);
    static readonly RunRequest Apply = new() { Saved = Saved };
    static readonly KeeperSettings Settings = SettingsText.Valid(SettingsText.Complete(
        """ "Tables": [ { "Table": "public.call_turns", "Retention": { "Keep": "12 months" } } ] """)) with
    { Policies = [Reports.Policy] };

    [Fact]
    public void Reads_what_it_wrote()
    {
        var read = SavedPlan.Read(new SavedPlan("public.call_turns", 40, [Reports.Plan]).Write());

        Assert.Equal(("public.call_turns", 40), (read.OnlyTable, read.ApproveRetire));
        Assert.Equal(Reports.Plan.Steps, read.For("default")!.Steps);
        Assert.Equal(Reports.Plan.Fingerprint, read.For("Default")!.Fingerprint);
        Assert.Null(read.For("Other"));
    }

    [Theory]
    [InlineData("", "it is not a saved plan")]
    [InlineData("[]", "it is not a saved plan")]
    [InlineData("""{ "format": "partition-keeper plan", "version": 2, "databases": [] }""", "version 2")]
    [InlineData("""{ "format": "partition-keeper plan", "version": "x", "databases": [] }""", "it is not a saved plan")]
    [InlineData("""{ "format": "partition-keeper plan", "version": 1 }""", "holds no databases")]
    public void Says_why_a_file_is_none(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => SavedPlan.Read(text)).Message);

    [Fact]
    public void Fits_days_later_while_nothing_changed()
    {
        var later = PlannerScenario.Utc("2026-11-24 08:00");

        Assert.Null(RunPlan.Staleness(At(Reports.Catalog, later), Settings, Apply, later));
        Assert.Equal(Reports.Plan.Steps, RunPlan.Make(At(Reports.Catalog, later), Settings, Apply, later).Steps);
    }

    [Fact]
    public void Is_stale_when_a_step_was_done_by_another()
    {
        var now = PlannerScenario.Utc("2026-11-22");
        var table = Reports.Turns with { Partitions = [.. Reports.Turns.Partitions, PlannerScenario.Month(2026, 12, "call_turns")] };

        Assert.Contains("would create public.call_turns_2026_12", RunPlan.Staleness(At(PlannerScenario.Catalog(table), now), Settings, Apply, now));
    }

    [Fact]
    public void Is_stale_when_more_would_be_done()
    {
        var (now, policy) = (PlannerScenario.Utc("2026-11-22"), Reports.Policy with { Premake = 4 });

        Assert.Contains("would now also create public.call_turns_2027_03", RunPlan.Staleness(At(Reports.Catalog, now), Settings with { Policies = [policy] }, Apply, now));
    }

    [Fact]
    public void Is_refused_while_its_time_has_not_come()
    {
        var now = PlannerScenario.Utc("2026-11-20");

        Assert.Contains("lies in the future", RunPlan.Staleness(At(Reports.Catalog, now), Settings, Apply, now));
    }

    [Fact]
    public void Is_refused_when_the_clocks_differ_now()
    {
        var now = PlannerScenario.Utc("2026-11-22");

        Assert.Contains("clock", RunPlan.Staleness(Reports.Catalog with { ServerTime = now.AddHours(1) }, Settings, Apply, now));
    }

    [Fact]
    public void Is_stale_for_a_database_that_it_does_not_know() =>
        Assert.Contains("nothing for Other", RunPlan.Staleness(Reports.Catalog with { Database = "Other" }, Settings, Apply, PlannerScenario.Utc("2026-11-22")));

    static DatabaseCatalog At(DatabaseCatalog catalog, DateTimeOffset now) => catalog with { ServerTime = now };
}
