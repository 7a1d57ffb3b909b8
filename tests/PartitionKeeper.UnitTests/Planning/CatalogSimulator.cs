using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>Does the steps of a plan to a catalog as PostgreSQL would, and refuses what PostgreSQL would refuse.</summary>
sealed class CatalogSimulator(DatabaseCatalog catalog, MaintenancePlan plan, Func<TableName, TimeKey> keyOf)
{
    readonly Dictionary<TableName, PartitionedTable> _tables = catalog.Tables.ToDictionary(table => table.Name);
    readonly List<OtherRelation> _relations = [.. catalog.Relations];
    readonly List<DetachedPartition> _records = [.. catalog.Detached];
    uint _lastOid = LastOid(catalog);

    public static DatabaseCatalog Apply(DatabaseCatalog catalog, MaintenancePlan plan, Func<TableName, TimeKey> keyOf) =>
        new CatalogSimulator(catalog, plan, keyOf).Apply();

    public static DatabaseCatalog Apply(DatabaseCatalog catalog, MaintenancePlan plan, PartitionPolicy policy) =>
        Apply(catalog, plan, name => TimeKey.TryCreate(catalog.Tables.Single(table => table.Name == name).Key[0], policy.Key, policy.TimeZone, out _)!);

    DatabaseCatalog Apply()
    {
        foreach (var step in plan.Steps)
            Apply(step);

        return catalog with
        {
            Tables = [.. _tables.Values.OrderBy(table => table.Name)],
            Relations = [.. _relations],
            Detached = [.. _records],
            LastRunAt = plan.AsOf,
        };
    }

    void Apply(PlanStep step)
    {
        switch (step)
        {
            case PlanStep.FinalizeDetach finalize:
                Assert.True(Find(finalize.Table, finalize.Oid).DetachPending);
                Release(finalize.Table, finalize.Oid);
                break;
            case PlanStep.CreatePartition create:
                Create(create.Table, create.Partition, create.Bound);
                AssertNoRowsInDefault(create);
                break;
            case PlanStep.DrainDefault drain:
                Create(drain.Table, drain.Partition, drain.Bound);
                Drain(drain);
                break;
            case PlanStep.AttachPartition attach:
                Assert.Equal(1, _relations.RemoveAll(relation => relation.Oid == attach.Oid && relation.Name == attach.Partition));
                Add(attach.Table, new Partition { Name = attach.Partition, Oid = attach.Oid, Bound = attach.Bound });
                AssertNoRowsInDefault(attach);
                Mark(attach.Oid, DetachedState.Attached);
                break;
            case PlanStep.DetachPartition detach:
                Assert.Equal(!_tables[detach.Table].HasDefaultPartition, detach.Concurrently);
                Detach(detach);
                break;
            case PlanStep.DropDetachedTable drop:
                Assert.Equal(1, _relations.RemoveAll(relation => relation.Oid == drop.Oid && relation.Name == drop.Partition));
                Mark(drop.Oid, DetachedState.Gone);
                break;
        }
    }

    void Create(TableName table, TableName name, PartitionBound.Range bound)
    {
        Assert.DoesNotContain(_relations, relation => relation.Name == name);
        Assert.DoesNotContain(_tables.Values.SelectMany(other => other.Partitions), partition => partition.Name == name);
        Add(table, new Partition { Name = name, Oid = NextOid(), Bound = bound });
    }

    void Add(TableName table, Partition partition)
    {
        var range = RangeOf(table, partition);
        foreach (var other in _tables[table].Partitions)
        {
            if (other.Bound is PartitionBound.Range && RangeOf(table, other) is var taken && taken.Overlaps(range))
                Assert.Fail($"{partition.Name} {range} would overlap {other.Name} {taken}");
        }

        _tables[table] = _tables[table] with { Partitions = _tables[table].Partitions.Add(partition) };
    }

    void Detach(PlanStep.DetachPartition detach)
    {
        var partition = Find(detach.Table, detach.Oid);
        Assert.False(partition.DetachPending);
        _records.RemoveAll(record => record.Oid == detach.Oid);
        _records.Add(new DetachedPartition
        {
            Table = detach.Table,
            Partition = detach.Partition,
            Oid = detach.Oid,
            Bound = detach.Bound,
            Then = detach.Then,
            RecordedAt = plan.AsOf,
            State = DetachedState.Attached,
        });
        Release(detach.Table, detach.Oid);
    }

    void Release(TableName table, uint oid)
    {
        var partition = Find(table, oid);
        _tables[table] = _tables[table] with { Partitions = _tables[table].Partitions.Remove(partition) };
        _relations.Add(new OtherRelation(partition.Name, oid, "table"));
        Mark(oid, DetachedState.Detached);
    }

    void Drain(PlanStep.DrainDefault drain)
    {
        Assert.Equal(_tables[drain.Table].DefaultPartition?.Name, drain.DefaultPartition);
        var coverage = _tables[drain.Table].Partitions.Where(partition => partition.Bound is PartitionBound.Range).Select(partition => RangeOf(drain.Table, partition)).ToList();
        var rest = _tables[drain.Table].StrayRows.RemoveAll(stray => stray.Range is { } range && IsCovered(range, coverage));
        _tables[drain.Table] = _tables[drain.Table] with { StrayRows = rest };
    }

    static bool IsCovered(TimeRange range, List<TimeRange> coverage)
    {
        var from = range.From;
        foreach (var covered in coverage.OrderBy(covered => covered.From).Where(covered => covered.From <= from && covered.To > from || covered.Overlaps(range)))
        {
            if (covered.From > from)
                return false;

            from = covered.To;
        }

        return from >= range.To;
    }

    void AssertNoRowsInDefault(PlanStep step) =>
        Assert.DoesNotContain(_tables[step.Table].StrayRows, stray => _tables[step.Table].HasDefaultPartition && stray.Rows > 0 && stray.Range?.Overlaps(step.Range) == true);

    void Mark(uint oid, DetachedState state)
    {
        for (var index = 0; index < _records.Count; index++)
        {
            if (_records[index].Oid == oid)
                _records[index] = _records[index] with { State = state };
        }
    }

    Partition Find(TableName table, uint oid) => _tables[table].Partitions.Single(partition => partition.Oid == oid);

    uint NextOid() => ++_lastOid;

    static uint LastOid(DatabaseCatalog catalog) =>
        catalog.Tables.SelectMany(table => table.Partitions.Select(partition => partition.Oid).Append(table.Oid))
            .Concat(catalog.Relations.Select(relation => relation.Oid)).Concat(catalog.Detached.Select(record => record.Oid)).DefaultIfEmpty(16_384u).Max();

    TimeRange RangeOf(TableName table, Partition partition)
    {
        var bound = (PartitionBound.Range)partition.Bound;
        return new TimeRange(keyOf(table).ToTime(bound.From[0])!.Value, keyOf(table).ToTime(bound.To[0])!.Value);
    }
}
