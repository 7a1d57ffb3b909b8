using System.Collections.Immutable;
using System.Diagnostics;

namespace PartitionKeeper.Planning;

/// <summary>
/// Gives partitions their names: text with the tokens <c>{schema} {table} {yyyy} {MM} {dd} {HH} {Q} {ww}</c> of the range's start (wall
/// clock in the grid's zone). With <c>{ww}</c>, the ISO week, <c>{yyyy}</c> is the ISO week-year, so that the last days of December do not
/// take the name of January's week. Names are cut to 63 bytes of UTF-8 by shortening <c>{table}</c> (then <c>{schema}</c>) at a character's
/// end, never the other tokens. Equal when the text is.
/// </summary>
public sealed record PartitionNameTemplate
{
    readonly ImmutableArray<NamePiece> _pieces;

    PartitionNameTemplate(string text, ImmutableArray<NamePiece> pieces) => (Text, _pieces) = (text, pieces);

    public string Text { get; }

    /// <summary>The template that a policy gets when it names none; month: <c>{table}_{yyyy}_{MM}</c>.</summary>
    public static PartitionNameTemplate DefaultFor(PartitionInterval interval)
    {
        var text = interval.Unit switch
        {
            CalendarUnit.Hour => "{table}_{yyyy}_{MM}_{dd}_{HH}",
            CalendarUnit.Day => "{table}_{yyyy}_{MM}_{dd}",
            CalendarUnit.Week => "{table}_{yyyy}_w{ww}",
            CalendarUnit.Month => "{table}_{yyyy}_{MM}",
            CalendarUnit.Quarter => "{table}_{yyyy}_q{Q}",
            CalendarUnit.Year => "{table}_{yyyy}",
            _ => throw new UnreachableException(),
        };
        return new PartitionNameTemplate(text, NamePiece.TryRead(text, out _));
    }

    /// <param name="error">An unknown token, a brace out of place, too much fixed text, or two ranges of <paramref name="interval"/> that
    /// would get the same name.</param>
    public static bool TryParse(string text, PartitionInterval interval, out PartitionNameTemplate? template, out string? error)
    {
        template = null;
        var pieces = NamePiece.TryRead(text, out error);
        if (error is not null)
            return false;

        error = NameWriter.FixedBytes(pieces) is var bytes and > Identifier.MaxBytes
            ? $"\"{text}\" makes names of {bytes} bytes without the table's name; PostgreSQL keeps {Identifier.MaxBytes}: shorten the text"
            : NameClash.Find(text, pieces, interval);
        template = error is null ? new PartitionNameTemplate(text, pieces) : null;
        return template is not null;
    }

    /// <summary>The partition's name, in the partitioned table's schema, for a range of the grid.</summary>
    public TableName NameFor(TableName table, TimeRange range, TimeZoneInfo zone) =>
        new(table.Schema, NameWriter.Write(_pieces, table, WallClock.Read(range.From, zone), ""));

    /// <summary>
    /// The name for a piece of a range that is partly covered already: the range's name followed by the piece's start (<c>_MMdd</c>, and
    /// <c>HHmm</c>, <c>ss</c> and microseconds where they are not zero; <c>_yyyyMMdd</c> in another year than the range's start; <c>b</c>
    /// at the end when it is the second time that the clock shows this), so that it differs from the names of the whole range and of other
    /// pieces.
    /// </summary>
    public TableName NameForPiece(TableName table, TimeRange range, TimeRange piece, TimeZoneInfo zone)
    {
        var (whole, start) = (WallClock.Read(range.From, zone), WallClock.Read(piece.From, zone));
        var format = (start.Year == whole.Year ? "_MMdd" : "_yyyyMMdd") + (start.TimeOfDay.Ticks switch
        {
            0 => "",
            var ticks when ticks % TimeSpan.TicksPerSecond != 0 => "HHmmssffffff",
            var ticks when ticks % TimeSpan.TicksPerMinute != 0 => "HHmmss",
            _ => "HHmm",
        });
        var again = WallClock.FirstInstant(start.Ticks, zone) == piece.From ? "" : "b";
        return new TableName(table.Schema, NameWriter.Write(_pieces, table, whole, start.ToString(format) + again));
    }

    public bool Equals(PartitionNameTemplate? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;
}
