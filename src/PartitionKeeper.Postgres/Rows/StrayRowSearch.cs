using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// Finds the ranges that have rows. First the least and the greatest key; when few ranges lie between them, all of them are counted in one scan. When many do, it jumps
/// from each range that has rows to the next, up to <see cref="MostRanges"/> ranges, and then counts those in one scan.
/// </summary>
sealed class StrayRowSearch(StrayRowQuery query, TimeKey key, RangeGrid grid, TimeProvider time, TimeSpan patience)
{
    /// <summary>Rows of further ranges are summed up with those that fit no range.</summary>
    public const int MostRanges = 1000;

    /// <returns>Ascending; null when <c>patience</c> ran out before the ranges were known.</returns>
    public async Task<ImmutableArray<StrayRows>?> FindAsync(CancellationToken cancellationToken)
    {
        var first = await KeyTimeAsync(Start, last: false, cancellationToken);
        var last = await KeyTimeAsync(Start, last: true, cancellationToken);
        var ranges = first is { } from && last is { } to
            ? await RangesAsync(grid.RangeAt(from), grid.RangeAt(to), cancellationToken)
            : [];
        return ranges is null ? null : await CountAsync(ranges, cancellationToken);
    }

    async Task<List<TimeRange>?> RangesAsync(TimeRange first, TimeRange last, CancellationToken cancellationToken)
    {
        var all = grid.Ranges(first.From, last.To).Take(MostRanges + 1).ToList();
        if (all.Count <= MostRanges)
            return all;

        var started = time.GetTimestamp();
        var ranges = new List<TimeRange> { first };
        while (ranges.Count < MostRanges && ranges[^1].To <= last.From)
        {
            if (time.GetElapsedTime(started) > patience)
                return null;
            if (key.ToBound(ranges[^1].To) is not { } after || await KeyTimeAsync(after, last: false, cancellationToken) is not { } next)
                break;
            ranges.Add(grid.RangeAt(next));
        }

        return ranges;
    }

    /// <summary>The time of the least (or greatest) key at or after a value; keys outside the calendar are left out, since no range can have them.</summary>
    async Task<DateTimeOffset?> KeyTimeAsync(BoundValue? from, bool last, CancellationToken cancellationToken) =>
        await query.FirstAsync(from, End, last, cancellationToken) is { } value ? key.ToTime(value) : null;

    /// <summary>The start of the calendar on this key; null where its type begins after. Identifiers that hold a time begin in 1970.</summary>
    BoundValue? Start => key.ToBound(DateTimeOffset.MinValue)
        ?? (key.ToBound(DateTimeOffset.UnixEpoch) is BoundValue.Text or BoundValue.Uuid ? key.ToBound(DateTimeOffset.UnixEpoch) : null);

    /// <summary>The end of the calendar on this key; null where its type ends before.</summary>
    BoundValue? End => key.ToBound(new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero));

    async Task<ImmutableArray<StrayRows>> CountAsync(List<TimeRange> ranges, CancellationToken cancellationToken)
    {
        // Both ends of every range, each once; what lies between the end of one and the start of the next belongs to none.
        var boundaries = ranges.SelectMany(range => (DateTimeOffset[])[range.From, range.To]).Distinct()
            .Select(at => (At: at, Value: at == DateTimeOffset.MaxValue ? null : key.ToBound(at)))
            .ToList();
        var known = boundaries.Where(boundary => boundary.Value is not null).ToList();
        var counts = await query.CountAsync([.. known.Select(boundary => boundary.Value!)], cancellationToken);

        var stray = ImmutableArray.CreateBuilder<StrayRows>();
        var rest = counts.Sum();
        foreach (var range in ranges)
        {
            // A start that the key's type cannot hold lies before all boundaries. Only the first range's can.
            var boundary = known.FindIndex(boundary => boundary.At == range.From);
            var rows = boundary >= 0 || range == ranges[0] ? counts[boundary + 1] : 0;
            rest -= rows;
            if (rows > 0)
                stray.Add(new StrayRows(range, rows));
        }

        if (rest > 0)
            stray.Add(new StrayRows(null, rest));
        return stray.ToImmutable();
    }
}
