using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli.Text;

/// <summary>How values are written for people.</summary>
static class Words
{
    /// <summary>UTC, without the time where it is midnight.</summary>
    public static string Time(DateTimeOffset time) =>
        time == DateTimeOffset.MinValue ? "-∞"
        : time == DateTimeOffset.MaxValue ? "∞"
        : time.UtcDateTime.ToString(time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : time.UtcDateTime.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss");

    /// <summary>A moment: always with its time, "2026-11-21 20:06 UTC".</summary>
    public static string Moment(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    public static string Range(TimeRange range) => $"{Time(range.From)} → {Time(range.To)}";

    /// <summary>In PostgreSQL's units of 1024, as <c>pg_size_pretty</c> has them.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
        var (size, unit) = ((double)bytes, 0);

        for (; size >= 1024 && unit < units.Length - 1; unit++)
            size /= 1024;

        return unit == 0 || size >= 100 ? $"{size:0} {units[unit]}" : $"{size:0.#} {units[unit]}";
    }

    /// <summary>An estimate, to three figures: "~3.1 M".</summary>
    public static string Rows(long rows) =>
        rows < 0 ? "not analyzed"
        : rows < 1_000 ? $"~{rows}"
        : rows < 1_000_000 ? $"~{rows / 1e3:0.#} k"
        : rows < 1_000_000_000 ? $"~{rows / 1e6:0.#} M"
        : $"~{rows / 1e9:0.#} G";

    public static string Elapsed(TimeSpan elapsed) =>
        elapsed.TotalSeconds < 1 ? $"{elapsed.TotalMilliseconds:0} ms"
        : elapsed.TotalMinutes < 2 ? $"{elapsed.TotalSeconds:0.0} s"
        : elapsed.TotalHours < 2 ? $"{elapsed.TotalMinutes:0} min"
        : $"{elapsed.TotalHours:0.0} h";

    public static string Count(int count, string singular, string? plural = null) => $"{count} {(count == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>"15.20" of 150020; "9.6" style numbers are long gone.</summary>
    public static string ServerVersion(int version) => $"{version / 10000}.{version % 10000}";

    /// <summary>The partition's name, with its schema only where that is not the table's.</summary>
    public static string Partition(PlanStep step) => Partition(step.Table, step.Partition);

    public static string Partition(TableName table, TableName partition) =>
        partition.Schema == table.Schema ? Identifier.Quote(partition.Name) : partition.ToString();
}
