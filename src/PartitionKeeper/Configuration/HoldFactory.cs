using System.Globalization;
using PartitionKeeper.Configuration.Options;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Configuration;

/// <summary>Turns an entry of <c>Holds</c> into a hold.</summary>
sealed class HoldFactory(SettingsErrors errors, ValueReader values)
{
    static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Null: something is wrong with it, and all of it is noted.</summary>
    /// <param name="tables">Of all policies; null when they are not all known.</param>
    public Hold? Make(HoldOptions options, string path, IReadOnlyCollection<TablePattern>? tables)
    {
        var table = options.Table is { } text ? values.Table($"{path}:Table", text) : null;
        var from = Time($"{path}:From", options.From, DateTimeOffset.MinValue);
        var to = Time($"{path}:To", options.To, DateTimeOffset.MaxValue);

        if (from >= to)
            errors.Add($"{path}:To", $"must be after From, \"{options.From}\"; From is inclusive, To is exclusive");

        // A hold that holds nothing because of a slip of the pen is found out when the rows are gone.
        if (table?.Exact is { } exact && tables is not null && !tables.Any(pattern => pattern.Matches(exact)))
            errors.Add($"{path}:Table", "is held, but no entry of Tables keeps it; " + Nearest.Hint(exact.ToString(), [.. tables.Select(pattern => pattern.Text)]));

        if (table is null || options.Reason is null || from is null || to is null || from >= to)
            return null;

        return new Hold(table, options.From is null && options.To is null ? null : new TimeRange(from.Value, to.Value), options.Reason.Trim());
    }

    DateTimeOffset? Time(string path, string? text, DateTimeOffset open)
    {
        if (text is null)
            return open;

        const DateTimeStyles styles = DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite;

        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, styles | DateTimeStyles.RoundtripKind, out var read))
        {
            if (!text.Contains(':', StringComparison.Ordinal) || read.Kind != DateTimeKind.Unspecified)
                return DateTimeOffset.ParseExact(text, Formats, CultureInfo.InvariantCulture, styles | DateTimeStyles.AssumeUniversal).ToUniversalTime();

            errors.Add(path, $"does not say its offset from UTC; write \"{text.Trim()}Z\" for UTC");
            return null;
        }

        errors.Add(path, "is not a time; write a date (\"2026-01-31\", UTC) or a time with its offset (\"2026-01-31T08:00:00+01:00\")");
        return null;
    }
}
