using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>A table that a policy keeps, read in terms of its key's time axis.</summary>
/// <param name="Now">On the key's axis.</param>
/// <param name="Placed">Partitions whose bound is understood, oldest first; neither the default partition nor those outside the calendar.</param>
/// <param name="Understood">False when some bound is not: nothing may be created or retired then.</param>
sealed record KeptTable(
    PartitionedTable Table,
    PartitionPolicy Policy,
    TimeKey Key,
    RangeGrid Grid,
    DateTimeOffset Now,
    ImmutableArray<PlacedPartition> Placed,
    bool Understood)
{
    public TableName Name => Table.Name;

    public AxisWords Words { get; } = new(Key.GridZone);

    /// <summary>Null, with a finding, when the key cannot be read as a time at all.</summary>
    public static KeptTable? TryRead(PolicyMatch match, DateTimeOffset now, List<Finding> findings)
    {
        var (table, policy) = (match.Table, match.Policy);
        var column = table.Key[0];
        var key = TimeKey.TryCreate(column, policy.Key, policy.TimeZone, out var error);
        if (key is not null && policy.Interval.Unit == CalendarUnit.Hour && column.Type == KeyType.Date)
            (key, error) = (null, $"a date cannot be cut into intervals of {policy.Interval}; set Interval to 1 day or longer");

        if (key is null)
        {
            findings.Add(Unsupported(match, error ?? "its key cannot be read as a time"));
            return null;
        }

        var (placed, understood) = Place(table, key, findings);
        return new KeptTable(table, policy, key, new RangeGrid(policy.Interval, key.GridZone), key.Now(now), placed, understood);
    }

    static (ImmutableArray<PlacedPartition> Placed, bool Understood) Place(PartitionedTable table, TimeKey key, List<Finding> findings)
    {
        var placed = ImmutableArray.CreateBuilder<PlacedPartition>();
        var understood = true;
        foreach (var partition in table.Partitions.OrderBy(partition => partition.Name))
        {
            if (partition.Bound is not PartitionBound.Range bound)
                continue;

            switch (BoundPlacement.Of(bound, key))
            {
                case BoundPlacement.Placed at:
                    placed.Add(new PlacedPartition(partition, bound, at.Range));
                    break;
                case BoundPlacement.NotUnderstood not:
                    understood = false;
                    findings.Add(NotUnderstood(table, partition, not.Why));
                    break;
            }
        }

        placed.Sort(PlacedPartition.OldestFirst);
        return (placed.ToImmutable(), understood);
    }

    // By a wildcard a table may be met that was never meant; one that is named must be kept or be an error.
    static Finding Unsupported(PolicyMatch match, string error) => new(
        FindingCode.KeyUnsupported, match.ByName ? Severity.Error : Severity.Warning, match.Table.Name, null,
        $"The policy {match.Policy.Table.Text} cannot keep {match.Table.Name}, and nothing is done for it: {error}.",
        "Correct the policy's Key or Interval, or give the table no policy.", BlocksWork: match.ByName);

    static Finding NotUnderstood(PartitionedTable table, Partition partition, string why) => new(
        FindingCode.BoundNotUnderstood, Severity.Error, table.Name, partition.Name,
        $"{partition.Name} {why}; nothing is created or retired in {table.Name}, since its coverage is not known.",
        "Detach the partition, or set the policy's Key to how its bounds stand for times.", BlocksWork: true);
}
