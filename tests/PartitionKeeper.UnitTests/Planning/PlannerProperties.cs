using System.Text;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>What is true of every plan, over thousands of random tables, policies and clocks. A failure names its seed.</summary>
public sealed class PlannerProperties
{
    const int Cases = 12;
    const int WorldsPerCase = 250;

    static readonly FindingCode[] NameInTheWay = [FindingCode.NameTaken, FindingCode.NameCollision];
    static readonly FindingCode[] StandInTheWay = [.. NameInTheWay, FindingCode.RowsInDefault, FindingCode.OutOfKeyRange];

    static readonly FindingCode[] MustOccur =
    [
        .. StandInTheWay, FindingCode.Gap, FindingCode.Held, FindingCode.Overlap, FindingCode.TooManyDue, FindingCode.DetachPending,
        FindingCode.DetachedByOther, FindingCode.DetachedKept, FindingCode.ArchiveUnavailable, FindingCode.RunwayShort,
    ];

    // Several properties look at the same plan of the same world; it is made once.
    static readonly Lazy<PlannedWorld>[] Worlds = [.. Enumerable.Range(0, Cases * WorldsPerCase).Select(seed => new Lazy<PlannedWorld>(() => PlannedWorld.Make(seed)))];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Cases).Select(number => number * WorldsPerCase)];

    /// <summary>Whatever the starting point, applying a plan leaves nothing to plan.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public void Converges_in_one_run(int seed) => ForEachWorld(seed, planned => AssertNothingLeft(planned.Plan, planned.World.Request() with { Catalog = planned.After }));

    [Fact]
    public void The_worlds_are_of_every_kind()
    {
        var steps = Worlds.SelectMany(world => world.Value.Plan.Steps).Select(step => step.GetType()).ToHashSet();
        var findings = Worlds.SelectMany(world => world.Value.Plan.Findings).Select(finding => finding.Code).ToHashSet();

        Assert.Equal(typeof(PlanStep).GetNestedTypes().ToHashSet(), steps);
        Assert.Empty(MustOccur.Except(findings));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Between_full_runs_it_converges_too_and_a_full_run_adds_only_what_is_retired(int seed) => ForEachWorld(seed, planned =>
    {
        var world = planned.World;
        var plan = MaintenancePlanner.Plan(world.Request(RunKind.Reconcile));

        var after = CatalogSimulator.Apply(world.Catalog, plan, world.KeyOf);

        Assert.DoesNotContain(plan.Steps, step => step is PlanStep.DetachPartition);
        AssertNothingLeft(plan, world.Request(RunKind.Reconcile) with { Catalog = after });
        if (!plan.Findings.Any(finding => NameInTheWay.Contains(finding.Code)))
            Assert.All(MaintenancePlanner.Plan(world.Request() with { Catalog = after }).Steps, step => Assert.True(step is PlanStep.DetachPartition or PlanStep.DropDetachedTable));
    }, everyNth: 3);

    [Theory, MemberData(nameof(Seeds))]
    public void Everything_from_now_to_the_end_of_the_window_is_covered(int seed) => ForEachWorld(seed, planned =>
    {
        var (world, plan) = (planned.World, planned.Plan);
        foreach (var table in planned.After.Tables.Where(table => !plan.Findings.Any(finding => finding.Table == table.Name && StandInTheWay.Contains(finding.Code))))
        {
            var (key, policy) = (world.KeyOf(table.Name), world.PolicyOf(table.Name));
            var grid = new RangeGrid(policy.Interval, key.GridZone);
            var now = key.Now(world.Now);
            var window = Enumerable.Range(0, policy.Premake).Aggregate(grid.RangeAt(now), (range, _) => grid.Next(range));
            var time = now;
            foreach (var range in table.Partitions.Where(partition => partition.Bound is PartitionBound.Range).Select(partition => RangeOf(partition, key)).OrderBy(range => range.From))
            {
                if (range.Contains(time))
                    time = range.To;
            }

            Assert.True(time >= window.To, $"{table.Name} is covered until {time:O}, not {window.To:O}");
        }
    });

    [Theory, MemberData(nameof(Seeds))]
    public void Only_what_is_past_retention_is_retired_and_nothing_current_future_or_held(int seed) => ForEachWorld(seed, planned =>
    {
        var world = planned.World;
        foreach (var step in planned.Plan.Steps.Where(step => step is PlanStep.DetachPartition or PlanStep.DropDetachedTable))
        {
            var (key, policy) = (world.KeyOf(step.Table), world.PolicyOf(step.Table));
            var now = key.Now(world.Now);
            var keep = policy.Retention!.Keep;

            // Reckoned anew and roughly, lest the planner's own arithmetic vouch for itself: a day's doubt for zones, none for UTC.
            var latest = keep.Unit switch
            {
                CalendarUnit.Hour => now.AddHours(-keep.Count),
                CalendarUnit.Day => now.AddDays(-keep.Count),
                CalendarUnit.Week => now.AddDays(-7 * keep.Count),
                CalendarUnit.Month => now.AddMonths(-keep.Count),
                CalendarUnit.Quarter => now.AddMonths(-3 * keep.Count),
                _ => now.AddYears(-keep.Count),
            };
            Assert.True(step.Range.To <= now, $"{step.Partition} has not ended yet");
            Assert.True(step.Range.To <= latest.AddHours(key.GridZone.Id == "UTC" ? 0 : 24), $"{step.Partition} ended {step.Range.To:O}, Keep is {keep}");
            Assert.True(step.Range.To <= keep.Before(now, key.GridZone), $"{step.Partition} ended {step.Range.To:O}, Keep is {keep}");
            Assert.NotEqual(RetentionAction.Archive, policy.Retention.Then);
            if (step is PlanStep.DropDetachedTable drop && !planned.Plan.Steps.Any(other => other is PlanStep.DetachPartition detach && detach.Oid == drop.Oid))
                Assert.Contains(world.Catalog.Detached, record => record.Oid == drop.Oid && record.Then == RetentionAction.Drop);

            Assert.DoesNotContain(world.Catalog.Holds, hold => hold.Table.Matches(step.Table) && hold.Range?.Overlaps(step.Range) != false);
        }
    });

    [Theory, MemberData(nameof(Seeds))]
    public void Names_are_unique_and_fit(int seed) => ForEachWorld(seed, planned =>
    {
        var world = planned.World;
        var created = planned.Plan.Steps.Where(step => step is PlanStep.CreatePartition or PlanStep.DrainDefault).Select(step => step.Partition).ToList();

        Assert.Equal(created.Count, created.Distinct().Count());
        Assert.All(created, name => Assert.InRange(Encoding.UTF8.GetByteCount(name.Name), 1, Identifier.MaxBytes));
        Assert.Empty(created.Intersect(world.Catalog.Tables.SelectMany(table => table.Partitions).Select(partition => partition.Name)));
        Assert.Empty(created.Intersect(world.Catalog.Relations.Select(relation => relation.Name)));
    });

    [Theory, MemberData(nameof(Seeds))]
    public void The_same_question_has_the_same_answer_and_it_survives_being_saved(int seed) => ForEachWorld(seed, planned =>
    {
        var json = PlanJson.Write(planned.Plan);

        Assert.Equal(json, PlanJson.Write(MaintenancePlanner.Plan(new RandomWorld(planned.World.Seed).Request())));
        Assert.Equal(json, PlanJson.Write(PlanJson.Read(json)));
    }, everyNth: 5);

    [Theory, MemberData(nameof(Seeds))]
    public void Run_after_run_the_window_moves_on(int seed) => ForEachWorld(seed, planned =>
    {
        var world = planned.World;
        var (catalog, random, now) = (world.Catalog, new Random(world.Seed), world.Now);
        for (var run = 0; run < 4; run++)
        {
            now = now.AddHours(random.Next(0, world.Policies.Any(policy => policy.Interval.Unit == CalendarUnit.Hour) ? 24 : 24 * 45));
            var request = world.Request() with { Catalog = catalog with { ServerTime = now }, Now = now };

            var plan = MaintenancePlanner.Plan(request);
            catalog = CatalogSimulator.Apply(request.Catalog, plan, world.KeyOf);

            AssertNothingLeft(plan, request with { Catalog = catalog });
        }
    }, everyNth: 5);

    // A name that stood in the way may be free once the plan has retired what bore it.
    static void AssertNothingLeft(MaintenancePlan applied, PlanRequest request)
    {
        if (!applied.Findings.Any(finding => NameInTheWay.Contains(finding.Code)))
            Assert.Empty(MaintenancePlanner.Plan(request).Lines());
    }

    static void ForEachWorld(int seed, Action<PlannedWorld> check, int everyNth = 1)
    {
        for (var world = seed; world < seed + WorldsPerCase; world += everyNth)
        {
            try
            {
                check(Worlds[world].Value);
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"World {world}: {e.Message}", e);
            }
        }
    }

    static TimeRange RangeOf(Partition partition, TimeKey key)
    {
        var bound = (PartitionBound.Range)partition.Bound;
        return new TimeRange(key.ToTime(bound.From[0])!.Value, key.ToTime(bound.To[0])!.Value);
    }

    /// <summary>A world, its full run's plan, and the catalog once that is applied.</summary>
    sealed record PlannedWorld(RandomWorld World, MaintenancePlan Plan, DatabaseCatalog After)
    {
        public static PlannedWorld Make(int seed)
        {
            var world = new RandomWorld(seed);
            var plan = MaintenancePlanner.Plan(world.Request());
            return new PlannedWorld(world, plan, CatalogSimulator.Apply(world.Catalog, plan, world.KeyOf));
        }
    }
}
