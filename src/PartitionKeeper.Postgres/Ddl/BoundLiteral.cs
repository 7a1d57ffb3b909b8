using System.Diagnostics;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>The one place where bound values are written as SQL. Reads back as the same value, whatever the session's settings.</summary>
static class BoundLiteral
{
    /// <exception cref="ArgumentException">The text holds a zero character, which no value of PostgreSQL can.</exception>
    public static string Write(BoundValue value) => value switch
    {
        BoundValue.MinValue => "MINVALUE",
        BoundValue.MaxValue => "MAXVALUE",
        BoundValue.NegativeInfinity => "'-infinity'",
        BoundValue.PositiveInfinity => "'infinity'",
        // With its offset: the reader's time zone does not matter.
        BoundValue.Instant instant => $"'{instant.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss.FFFFFFF}+00'",
        BoundValue.LocalTime local => $"'{local.Value:yyyy-MM-dd HH:mm:ss.FFFFFFF}'",
        BoundValue.Date date => $"'{date.Value:yyyy-MM-dd}'",
        BoundValue.Integer integer => $"'{integer.Value}'",
        BoundValue.Uuid uuid => $"'{uuid.Value:D}'",
        BoundValue.Text text => Quote(text.Value),
        BoundValue.BeyondCalendar beyond => Quote(beyond.Literal),
        BoundValue.Other other => Quote(other.Literal),
        _ => throw new UnreachableException(),
    };

    /// <summary><c>FOR VALUES FROM (…) TO (…)</c>.</summary>
    public static string ForValues(PartitionBound.Range bound) =>
        $"FOR VALUES FROM ({string.Join(", ", bound.From.Select(Write))}) TO ({string.Join(", ", bound.To.Select(Write))})";

    static string Quote(string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException("A zero character cannot be in a value of PostgreSQL.", nameof(text));

        // E'' where a backslash is in it, so that standard_conforming_strings does not matter.
        var doubled = text.Replace("'", "''");
        return doubled.Contains('\\') ? $"E'{doubled.Replace("\\", "\\\\")}'" : $"'{doubled}'";
    }
}
