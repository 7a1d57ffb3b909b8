using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Values written into SQL where a statement takes no parameters. Sessions have <c>standard_conforming_strings</c> on.</summary>
static class Literal
{
    public static string Text(string value) =>
        value.Contains('\0') ? throw new ArgumentException("PostgreSQL's text cannot hold a zero character.", nameof(value)) : $"'{value.Replace("'", "''")}'";

    public static string Text(string? value, bool orNull) => orNull && value is null ? "NULL" : Text(value ?? "");

    /// <summary>A timestamptz; the ends of the calendar, which stand for an open side, are NULL.</summary>
    public static string TimestampTz(DateTimeOffset value) =>
        value == DateTimeOffset.MinValue || value == DateTimeOffset.MaxValue ? "NULL" : $"'{value.UtcDateTime:yyyy-MM-dd HH:mm:ss.FFFFFF}+00'";

    public static string Milliseconds(TimeSpan value) => $"'{(long)Math.Ceiling(value.TotalMilliseconds)}ms'";

    /// <summary>The oid that the name has when the statement runs; an error when it has none.</summary>
    public static string OidOf(TableName name) => $"{Text(name.ToString())}::pg_catalog.regclass";

    /// <summary>A DO block, in a dollar quote that does not occur in its body.</summary>
    public static string Block(string body)
    {
        var tag = "$block$";
        for (var i = 1; body.Contains(tag); i++)
            tag = $"$block{i}$";
        return $"DO {tag}\n{body}\n{tag}";
    }
}
