namespace PartitionKeeper.Planning;

/// <summary>How a table stands before the plan is applied.</summary>
static class OutlookBuilder
{
    /// <summary>Further intervals are not counted: who is covered for so long is covered.</summary>
    public const int MostIntervals = 1_000;

    public static TableOutlook Build(TableDraft draft)
    {
        var table = draft.Table;
        var attached = table.Placed.Where(placed => !placed.DetachPending).ToList();
        var coveredUntil = new Coverage(attached.Select(placed => placed.Range)).CoveredUntil(table.Now);
        var nextDue = attached.Where(placed => !draft.Rule.IsDue(placed.Range)).Select(placed => draft.Rule.DueFrom(placed.Range)).Min();
        return new TableOutlook(
            table.Name,
            table.Policy.Table.Text,
            table.Policy.Interval,
            table.Policy.Premake,
            table.Table.Partitions.Length,
            coveredUntil is { } until ? Instant(table, until) : null,
            Runway(table, coveredUntil),
            RetentionPlanner.Due(draft).Count(placed => draft.Rule.HoldOn(placed.Range) is null),
            nextDue is { } due ? Instant(table, due) : null,
            table.Table.HasDefaultPartition,
            table.Table.Partitions.Count(partition => partition.DetachPending));
    }

    static int Runway(KeptTable table, DateTimeOffset? coveredUntil)
    {
        if (coveredUntil is not { } until)
            return -1;

        if (until == DateTimeOffset.MaxValue)
            return MostIntervals;

        var (count, range) = (0, table.Grid.RangeAt(table.Now));
        while (count < MostIntervals && range.To < until)
        {
            range = table.Grid.Next(range);
            if (range.To > until)
                break;

            count++;
        }

        return count;
    }

    /// <summary>Wall-clock keys live on an axis of their own; outlooks are compared with clocks, so they are instants.</summary>
    static DateTimeOffset Instant(KeptTable table, DateTimeOffset time) =>
        table.Table.Key[0].Type is KeyType.Date or KeyType.Timestamp && time < DateTimeOffset.MaxValue && time > DateTimeOffset.MinValue
            ? WallClock.FirstInstant(time.Ticks, table.Policy.TimeZone)
            : time;
}
