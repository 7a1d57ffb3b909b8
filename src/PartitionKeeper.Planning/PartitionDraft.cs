using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>Turns one uncovered piece into the step that makes its partition, or into the finding that says why there is none.</summary>
sealed class PartitionDraft
{
    readonly TableDraft _draft;
    readonly KeptTable _table;
    readonly NameBook _names;
    readonly Dictionary<DateTimeOffset, ImmutableArray<BoundValue>> _startsAfter = [];
    readonly Dictionary<DateTimeOffset, ImmutableArray<BoundValue>> _endsBefore = [];
    readonly List<TimeRange> _outOfKeyRange = [];

    public PartitionDraft(TableDraft draft, NameBook names)
    {
        (_draft, _table, _names) = (draft, draft.Table, names);
        foreach (var (range, bound) in draft.Attached)
        {
            _startsAfter[range.To] = bound.To;
            _endsBefore[range.From] = bound.From;
        }
    }

    public void Plan(TimeRange range, TimeRange piece, List<PlanStep> steps, string why)
    {
        if (BoundOf(piece) is not { } bound)
        {
            _outOfKeyRange.Add(piece);
            return;
        }

        var rows = _draft.RowsInDefault(piece);
        if (rows > 0 && StrayRowsFinding.WhyNotDrained(_table, rows) is { } reason)
        {
            _draft.RefusedDrains.Add(piece);
            _draft.Findings.Add(StrayRowsFinding.Blocking(_table, piece, rows, reason));
            return;
        }

        if (StrayRowsFinding.LongScan(_table, piece) is { } scan)
        {
            _draft.RefusedDrains.Add(piece);
            _draft.Findings.Add(scan);
            return;
        }

        if (_names.Give(_table, range, piece, _draft.Findings) is not { } name)
            return;

        if (piece != range)
            why += $"; the rest of {_table.Words.Range(range)} is covered";

        steps.Add(rows > 0
            ? new PlanStep.DrainDefault(
                _table.Name, name, bound, piece, _table.Table.DefaultPartition!.Name, rows,
                $"{why}; {AxisWords.Count(rows, "row")} of it in the default partition move into it")
            : new PlanStep.CreatePartition(_table.Name, name, bound, piece, why));
    }

    /// <summary>To be called once all pieces were planned.</summary>
    public void AddOutOfKeyRange()
    {
        if (_outOfKeyRange.Count == 0)
            return;

        var column = _table.Table.Key[0];
        var first = _outOfKeyRange.MinBy(range => range.From)!;
        _draft.Findings.Add(new Finding(
            FindingCode.OutOfKeyRange, Severity.Error, _table.Name, null,
            $"{AxisWords.Count(_outOfKeyRange.Count, "range")} of {_table.Name}, the first {_table.Words.Range(first)}, cannot be created: "
            + $"{column.Name ?? "the key"} of type {column.TypeName} holds no such time.",
            "Change the key to a wider type (bigint) before that time comes; inserts fail from then on.", BlocksWork: true));
    }

    /// <summary>
    /// Where an existing partition ends or begins, its own values are taken: a key of several columns, or an UUID with random bits, can split one moment,
    /// and only the same values meet exactly.
    /// </summary>
    PartitionBound.Range? BoundOf(TimeRange piece) =>
        (_startsAfter.TryGetValue(piece.From, out var from) ? from : Values(piece.From)) is { IsDefault: false } starts
        && (_endsBefore.TryGetValue(piece.To, out var to) ? to : Values(piece.To)) is { IsDefault: false } ends
            ? new PartitionBound.Range(starts, ends)
            : null;

    ImmutableArray<BoundValue> Values(DateTimeOffset time) =>
        _table.Key.ToBound(time) is { } value
            ? [value, .. Enumerable.Repeat<BoundValue>(new BoundValue.MinValue(), _table.Table.Key.Length - 1)]
            : default;
}
