namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>SQL that scenarios begin with.</summary>
static class Given
{
    public const string Calls = "CREATE TABLE public.calls (id bigint NOT NULL, at timestamptz NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);";

    /// <summary>Partitions of consecutive months, <c>calls_2025_09</c> and so on.</summary>
    /// <param name="table">As SQL; the partitions' names are the same with the month, so it needs no quotes.</param>
    /// <param name="first">The first month, <c>yyyy-MM</c>.</param>
    public static string Months(string table, string first, int count) => string.Concat(
        from n in Enumerable.Range(0, count)
        let month = DateOnly.Parse($"{first}-01").AddMonths(n)
        select $"CREATE TABLE {table}_{month:yyyy_MM} PARTITION OF {table} FOR VALUES FROM ('{month:yyyy-MM-dd}') TO ('{month.AddMonths(1):yyyy-MM-dd}');\n");

    /// <summary>The table calls with a row in each of its months from September 2025 to November 2026.</summary>
    public static string History { get; } =
        Calls + Months("public.calls", "2025-09", 15)
        + "INSERT INTO public.calls SELECT n, timestamptz '2025-09-10 00:00:00+00' + n * interval '1 month' FROM generate_series(0, 14) n;\n";
}
