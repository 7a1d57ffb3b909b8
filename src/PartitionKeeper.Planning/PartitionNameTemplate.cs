namespace PartitionKeeper.Planning;

/// <summary>
/// Gives partitions their names: text with the tokens <c>{schema} {table} {yyyy} {MM} {dd} {HH} {Q} {ww}</c> of the range's start (wall clock in the grid's zone). With <c>{ww}</c>, the ISO week,
/// <c>{yyyy}</c> is the ISO week-year, so that the last days of December do not take the name of January's week. Names are cut to 63 bytes of UTF-8 by shortening
/// <c>{table}</c> (then <c>{schema}</c>) at a character's end, never the other tokens.
/// </summary>
public sealed record PartitionNameTemplate
{
    PartitionNameTemplate(string text) => Text = text;

    public string Text { get; }

    /// <summary>The template that a policy gets when it names none; month: <c>{table}_{yyyy}_{MM}</c>.</summary>
    public static PartitionNameTemplate DefaultFor(PartitionInterval interval) => throw new NotImplementedException();

    /// <param name="error">An unknown token, a brace out of place, or two ranges of <paramref name="interval"/> that would get the same name.</param>
    public static bool TryParse(string text, PartitionInterval interval, out PartitionNameTemplate? template, out string? error) => throw new NotImplementedException();

    /// <summary>The partition's name, in the partitioned table's schema, for a range of the grid.</summary>
    public TableName NameFor(TableName table, TimeRange range, TimeZoneInfo zone) => throw new NotImplementedException();

    /// <summary>
    /// The name for a piece of a range that is partly covered already: the range's name followed by the piece's start (<c>_MMdd</c>, and <c>HHmm</c>, <c>ss</c> where they are not zero),
    /// so that it differs from the names of the whole range and of other pieces.
    /// </summary>
    public TableName NameForPiece(TableName table, TimeRange range, TimeRange piece, TimeZoneInfo zone) => throw new NotImplementedException();

    public override string ToString() => Text;
}
