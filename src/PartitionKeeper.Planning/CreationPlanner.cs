namespace PartitionKeeper.Planning;

/// <summary>
/// Plans partitions for everything uncovered in the window (the range that holds now and Premake further ones, counted from the clock) and for gaps between the
/// oldest partition and now that are not past retention. Existing partitions count by their bounds, whatever their names and widths.
/// </summary>
sealed class CreationPlanner
{
    /// <summary>More missing ranges than this in a table's past are not a gap but another intention; they are not created.</summary>
    public const int GapLimit = 1_000;

    readonly TableDraft _draft;
    readonly KeptTable _table;
    readonly PartitionDraft _partitions;

    public CreationPlanner(TableDraft draft, NameBook names) =>
        (_draft, _table, _partitions) = (draft, draft.Table, new PartitionDraft(draft, names));

    public void Plan()
    {
        var coverage = new Coverage(_draft.Attached.Select(attached => attached.Range));
        var current = _table.Grid.RangeAt(_table.Now);
        var ahead = Ahead(current).ToList();

        var window = Pieces(coverage, current.From, ahead.Count > 0 ? ahead[^1].To : current.To).ToList();
        var past = window.Where(cut => cut.Piece.To <= _table.Now).ToList();
        window.RemoveAll(cut => cut.Piece.To <= _table.Now);
        foreach (var (range, piece) in window)
        {
            var steps = piece.Contains(_table.Now) ? _draft.CreateCurrent : _draft.CreateOther;
            var why = range == current ? "holds now; without it inserts fail" : $"interval {ahead.IndexOf(range) + 1} of {ahead.Count} ahead (Premake)";
            _partitions.Plan(range, piece, steps, why);
        }

        past.InsertRange(0, Gaps(coverage, current.From));
        past.RemoveAll(cut => _draft.Rule.IsDue(cut.Piece));
        LeaveDetached(past);
        foreach (var (range, piece) in past)
            _partitions.Plan(range, piece, _draft.CreateOther, "fills a gap: no partition covers it, and it is not past retention");

        _partitions.AddOutOfKeyRange();
    }

    IEnumerable<TimeRange> Ahead(TimeRange current)
    {
        var range = current;
        for (var count = 0; count < _table.Policy.Premake && range.To < DateTimeOffset.MaxValue; count++)
            yield return range = _table.Grid.Next(range);
    }

    /// <summary>What is uncovered in <c>[start, end)</c>, cut by the grid; the first piece may begin within a range.</summary>
    IEnumerable<(TimeRange Range, TimeRange Piece)> Pieces(Coverage coverage, DateTimeOffset start, DateTimeOffset end) =>
        from stretch in coverage.Uncovered(start, end)
        from range in _table.Grid.Ranges(stretch.From, stretch.To)
        select (range, Intersect(range, stretch));

    List<(TimeRange Range, TimeRange Piece)> Gaps(Coverage coverage, DateTimeOffset until)
    {
        if (coverage.Oldest is not { } oldest || oldest >= until)
            return [];

        if (_draft.Rule.Limit >= until)
            return [];

        // Ranges that are past retention need not be looked at one by one: there may be decades of them.
        var from = _draft.Rule.Limit is { } limit && limit > oldest ? Later(oldest, _table.Grid.RangeAt(limit).From) : oldest;
        var gaps = Pieces(coverage, from, until).Take(GapLimit + 1).ToList();
        if (gaps.Count <= GapLimit)
            return gaps;

        _draft.Findings.Add(new Finding(
            FindingCode.Gap, Severity.Warning, _table.Name, null,
            $"More than {GapLimit} ranges of {_table.Policy.Interval} are missing between {_table.Words.Time(oldest)}{_table.Words.Zone}, "
            + "where the oldest partition begins or ends, and now; none of them is created.",
            "Detach the oldest partition if it does not belong there, or create wide partitions for the past by hand.", BlocksWork: true));
        return [];
    }

    // The rows are in tables that were detached; an empty partition in such a place would keep the table from being attached again.
    void LeaveDetached(List<(TimeRange Range, TimeRange Piece)> past)
    {
        foreach (var (partition, range) in _draft.LeftDetached)
        {
            var left = past.Where(cut => cut.Piece.Overlaps(range)).ToList();
            if (left.Count == 0)
                continue;

            past.RemoveAll(left.Contains);
            _draft.Findings.Add(new Finding(
                FindingCode.Gap, Severity.Warning, _table.Name, partition,
                $"No partition covers {_table.Words.Range(new TimeRange(left[0].Piece.From, left[^1].Piece.To))}, which is not past retention: "
                + $"its rows are in {partition}, which was detached.",
                $"Attach {partition} again if its rows should be seen through {_table.Name}; drop it if they should not, and the range is created empty."));
        }
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    static TimeRange Intersect(TimeRange a, TimeRange b) => new(Later(a.From, b.From), a.To < b.To ? a.To : b.To);
}
