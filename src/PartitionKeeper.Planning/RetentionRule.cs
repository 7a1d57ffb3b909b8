namespace PartitionKeeper.Planning;

/// <summary>A table's retention at one moment: what is due, what is held, and how to say it.</summary>
sealed class RetentionRule
{
    readonly KeptTable _table;
    readonly Retention? _retention;
    readonly DateTimeOffset _limit;
    readonly List<Hold> _holds;
    readonly DateTimeOffset _now;

    /// <param name="now">The instant, not the time on the table's axis.</param>
    public RetentionRule(KeptTable table, IEnumerable<Hold> holds, DateTimeOffset now)
    {
        _table = table;
        _retention = table.Policy.Retention;
        _now = now;
        _limit = _retention?.Keep.Before(table.Now, table.Key.GridZone) ?? DateTimeOffset.MinValue;
        _holds = [.. holds.Where(hold => hold.Table.Matches(table.Name))];
    }

    /// <summary>Now − Keep on the axis; null when partitions are kept for ever.</summary>
    public DateTimeOffset? Limit => _retention is null ? null : _limit;

    /// <summary>Never true of a range that holds now, lies in the future, or is open-ended.</summary>
    public bool IsDue(TimeRange range) =>
        _retention is not null && range.To <= _limit && range.To <= _table.Now && range.To < DateTimeOffset.MaxValue;

    public Hold? HoldOn(TimeRange range) => _holds.Find(hold => hold.Range is not { } held || held.Overlaps(range));

    public bool IsGraceOver(DateTimeOffset recordedAt) =>
        _retention is not null && _retention.Grace.After(recordedAt, _table.Policy.TimeZone) <= _now;

    public string WhyDue(TimeRange range) =>
        $"ended {_table.Words.Time(range.To)}{_table.Words.Zone}, {_table.Words.Age(range.To, _table.Now)} ago; Keep is {_retention!.Keep}";

    /// <summary>The first moment, on the axis, at which the range is due; null when it never is.</summary>
    public DateTimeOffset? DueFrom(TimeRange range)
    {
        if (_retention is not { Keep: var keep } || range.To == DateTimeOffset.MaxValue)
            return null;

        // At a month's end Before and After are no inverses (31 January plus a month is 28 February): the next days are tried.
        var due = keep.After(range.To, _table.Key.GridZone);
        for (var days = 0; days < 4 && due < DateTimeOffset.MaxValue.AddDays(-1) && keep.Before(due, _table.Key.GridZone) < range.To; days++)
            due = due.AddDays(1);

        return due;
    }
}
