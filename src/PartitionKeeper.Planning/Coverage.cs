using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>The parts of a time axis that some partitions cover.</summary>
sealed class Coverage
{
    readonly ImmutableArray<TimeRange> _merged;

    public Coverage(IEnumerable<TimeRange> ranges)
    {
        var merged = ImmutableArray.CreateBuilder<TimeRange>();
        foreach (var range in ranges.OrderBy(range => range.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To)
                merged[^1] = new TimeRange(merged[^1].From, range.To > merged[^1].To ? range.To : merged[^1].To);
            else
                merged.Add(range);
        }

        _merged = merged.ToImmutable();
    }

    /// <summary>The end of the oldest stretch if that is open towards the past, otherwise its start; null when nothing is covered.</summary>
    public DateTimeOffset? Oldest =>
        _merged.IsEmpty ? null : _merged[0].From == DateTimeOffset.MinValue ? _merged[0].To : _merged[0].From;

    public bool Overlaps(TimeRange range) => _merged.Any(covered => covered.Overlaps(range));

    /// <summary>Up to where everything from <paramref name="time"/> on is covered; null when <paramref name="time"/> itself is not.</summary>
    public DateTimeOffset? CoveredUntil(DateTimeOffset time) => _merged.FirstOrDefault(covered => covered.Contains(time))?.To;

    /// <summary>The longest stretches in <c>[from, to)</c> that nothing covers, in order.</summary>
    public IEnumerable<TimeRange> Uncovered(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var covered in _merged)
        {
            if (from >= to)
                yield break;

            if (covered.From > from)
                yield return new TimeRange(from, covered.From < to ? covered.From : to);

            if (covered.To > from)
                from = covered.To;
        }

        if (from < to)
            yield return new TimeRange(from, to);
    }
}
