using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>Makes one table of a random world: partitions on and off the grid, gaps, wide ones, open ends, pending detaches, rows astray, names taken.</summary>
sealed class RandomTable(
    Random random, Func<uint> nextOid, TableName name, PartitionPolicy policy, TimeKey key, PartitionKeyColumn column, DateTimeOffset axisNow, DateTimeOffset now)
{
    readonly RangeGrid _grid = new(policy.Interval, key.GridZone);
    readonly List<Partition> _partitions = [];
    readonly List<OtherRelation> _relations = [];
    readonly List<DetachedPartition> _records = [];

    bool SecondColumn { get; } = random.NextDouble() < 0.15;

    public Made Make()
    {
        var boundaries = Boundaries();
        for (var index = 0; index + 1 < boundaries.Count; index++)
            MakeOne(boundaries, index);

        var hasDefault = Chance(0.2);
        if (hasDefault)
            _partitions.Add(new Partition { Name = name with { Name = "default" + nextOid() }, Oid = nextOid(), Bound = new PartitionBound.Default() });

        var table = new PartitionedTable
        {
            Name = name,
            Oid = nextOid(),
            Owner = "app",
            Strategy = PartitionStrategy.Range,
            Key = SecondColumn ? [column, new PartitionKeyColumn("tenant", KeyType.Integer, "integer")] : [column],
            Partitions = [.. _partitions],
            StrayRows = hasDefault && Chance(0.6) ? [.. Strays()] : [],
        };
        return new Made(table, policy, _relations, _records, [.. Holds()]);
    }

    void MakeOne(List<(DateTimeOffset Time, BoundValue[] Values)> boundaries, int index)
    {
        var (from, to) = (boundaries[index], boundaries[index + 1]);
        var bound = new PartitionBound.Range(
            [.. index == 0 && Chance(0.05) ? Enumerable.Repeat<BoundValue>(new BoundValue.MinValue(), from.Values.Length) : from.Values],
            [.. index + 2 == boundaries.Count && Chance(0.05) ? Enumerable.Repeat<BoundValue>(new BoundValue.MaxValue(), to.Values.Length) : to.Values]);
        var range = _grid.RangeAt(from.Time);
        var given = Chance(0.6) ? policy.PartitionName.NameFor(name, range, key.GridZone) : name with { Name = $"odd_{nextOid()}" };
        if (_partitions.Exists(partition => partition.Name == given) || _relations.Exists(relation => relation.Name == given))
            given = name with { Name = $"odd_{nextOid()}" };

        var oid = nextOid();
        var fate = random.NextDouble();
        if (fate < 0.65)
            _partitions.Add(new Partition { Name = given, Oid = oid, Bound = bound });
        else if (fate < 0.70 && !_partitions.Exists(partition => partition.DetachPending))
            AddPending(new Partition { Name = given, Oid = oid, Bound = bound, DetachPending = true });
        else if (fate < 0.76 && to.Time <= axisNow)
            AddDetached(new Partition { Name = given, Oid = oid, Bound = bound });
        else if (fate < 0.80)
            _relations.Add(new OtherRelation(given, oid, "table"));
    }

    void AddPending(Partition partition)
    {
        _partitions.Add(partition);
        if (Chance(0.6))
            _records.Add(Record(partition, DetachedState.Pending));
    }

    void AddDetached(Partition partition)
    {
        _relations.Add(new OtherRelation(partition.Name, partition.Oid, "table"));
        _records.Add(Record(partition, DetachedState.Detached));

        // Somebody has put another partition in its place meanwhile.
        if (Chance(0.2))
            _partitions.Add(new Partition { Name = name with { Name = $"odd_{nextOid()}" }, Oid = nextOid(), Bound = partition.Bound });
    }

    DetachedPartition Record(Partition partition, DetachedState state) => new()
    {
        Table = name,
        Partition = partition.Name,
        Oid = partition.Oid,
        Bound = (PartitionBound.Range)partition.Bound,
        Then = Chance(0.7) ? RetentionAction.Drop : RetentionAction.Detach,
        RecordedAt = now.AddDays(-random.Next(0, 40)),
        State = state,
    };

    /// <summary>Where partitions may begin and end: mostly on the grid, some of the time elsewhere, some left out so that partitions are wide.</summary>
    List<(DateTimeOffset Time, BoundValue[] Values)> Boundaries()
    {
        var boundaries = new List<(DateTimeOffset Time, BoundValue[] Values)>();
        var range = _grid.RangeAt(axisNow);
        for (var back = random.Next(0, 25); back > 0; back--)
            range = _grid.RangeAt(range.From.AddTicks(-1));

        for (var count = random.Next(0, 34); count > 0; count--, range = _grid.Next(range))
        {
            if (Chance(0.85))
                Add(boundaries, range.From);

            if (Chance(0.1))
                Add(boundaries, OffGrid(range));
        }

        return boundaries;
    }

    void Add(List<(DateTimeOffset Time, BoundValue[] Values)> boundaries, DateTimeOffset time)
    {
        if (key.ToBound(time) is not { } value || (boundaries.Count > 0 && key.ToTime(value) <= boundaries[^1].Time))
            return;

        if (value is BoundValue.Uuid uuid && Chance(0.3))
            value = new BoundValue.Uuid(Guid.Parse(uuid.Value.ToString()[..^4] + "beef"));

        boundaries.Add((key.ToTime(value)!.Value, SecondColumn ? [value, Chance(0.5) ? new BoundValue.MinValue() : new BoundValue.Integer(random.Next(0, 9))] : [value]));
    }

    DateTimeOffset OffGrid(TimeRange range)
    {
        var inside = range.From + ((range.To - range.From) * random.NextDouble());
        return column.Type == KeyType.Date
            ? new DateTimeOffset(inside.UtcDateTime.Date, TimeSpan.Zero)
            : DateTimeOffset.FromUnixTimeSeconds(inside.ToUnixTimeSeconds());
    }

    /// <summary>Rows in the default partition, for ranges that no partition covers in full.</summary>
    IEnumerable<StrayRows> Strays()
    {
        for (var (count, range) = (random.Next(1, 8), _grid.RangeAt(axisNow)); count > 0; count--, range = _grid.Next(range))
        {
            if (Chance(0.5) && !_partitions.Exists(partition => Covers(partition, range)))
                yield return new StrayRows(range, Chance(0.8) ? random.Next(1, 5_001) : random.Next(5_001, 100_000));
        }

        if (Chance(0.2))
            yield return new StrayRows(null, 5);
    }

    bool Covers(Partition partition, TimeRange range) =>
        partition.Bound is PartitionBound.Range bound && key.ToTime(bound.From[0]) <= range.From && key.ToTime(bound.To[0]) >= range.To;

    IEnumerable<Hold> Holds()
    {
        if (Chance(0.1))
            yield return new Hold(PlannerScenario.Pattern(name.ToString()), Chance(0.3) ? null : _grid.RangeAt(axisNow.AddDays(-random.Next(0, 700))), "case 4711");
    }

    bool Chance(double chance) => random.NextDouble() < chance;
}
