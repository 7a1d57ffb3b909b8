using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>The short texts that scenarios are written in and compared by.</summary>
static partial class Lines
{
    /// <summary>Lines of consecutive months.</summary>
    /// <param name="name">With the format of the month's first day: <c>create public.calls_{0:yyyy_MM}</c>.</param>
    /// <param name="first">The first month, <c>yyyy-MM</c>.</param>
    public static ImmutableArray<string> Months(string name, string first, int count) =>
        [.. from n in Enumerable.Range(0, count) let day = DateOnly.Parse($"{first}-01").AddMonths(n) select Line(name, day, day.AddMonths(1))];

    /// <summary>Lines of consecutive ranges of <paramref name="width"/> days.</summary>
    /// <param name="first">The first day, <c>yyyy-MM-dd</c>.</param>
    public static ImmutableArray<string> Days(string name, string first, int count, int width = 1) =>
        [.. from n in Enumerable.Range(0, count) let day = DateOnly.Parse(first).AddDays(n * width) select Line(name, day, day.AddDays(width))];

    public static string Of(PlanStep step) => step switch
    {
        PlanStep.DrainDefault drain => $"drain {step.Partition} {step.Range} {drain.Rows} rows",
        PlanStep.DetachPartition { Concurrently: false } => $"detach plainly {step.Partition} {step.Range}",
        _ => $"{StepName.Of(step)} {step.Partition} {step.Range}",
    };

    public static string Of(Finding finding) => $"{finding.Code} {finding.Partition ?? finding.Table}";

    public static string Of(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => $"done {Of(outcome.Step)}",
        StepOutcome.AlreadyDone => $"already done {Of(outcome.Step)}",
        StepOutcome.LockNotAvailable => $"lock not available {Of(outcome.Step)}",
        StepOutcome.Failed failed => $"failed {failed.SqlState} {Of(outcome.Step)}",
        _ => $"skipped {Of(outcome.Step)}",
    };

    /// <summary>The tables of a database, sorted.</summary>
    public static async Task<ImmutableArray<string>> OfTablesAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        var tables = await database.QueryAsync<(string Name, string? Bound, bool Pending)>(
            """
            SET search_path = ''; SET TimeZone = 'UTC';
            SELECT c.oid::pg_catalog.regclass::text AS name, pg_catalog.pg_get_expr(c.relpartbound, 0) AS bound, coalesce(i.inhdetachpending, false) AS pending
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'partition_keeper') AND n.nspname NOT LIKE 'pg\_%'
              AND (c.relkind IN ('r', 'f') OR c.relkind = 'p' AND c.relispartition)
            """,
            cancellationToken: cancellationToken);
        return [.. tables.Select(table => $"{table.Name} {Bound(table.Bound)}{(table.Pending ? " (pending)" : "")}").Order(StringComparer.Ordinal)];
    }

    /// <summary>How many rows each table has that has some, sorted.</summary>
    public static async Task<ImmutableArray<string>> OfRowsAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        var rows = await SchemaFingerprint.ReadRowsAsync(database, cancellationToken);
        return [.. rows.Select(line => line[..line.IndexOf(" rows ", StringComparison.Ordinal)]).Where(line => !line.EndsWith(" 0", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    static string Line(string name, DateOnly from, DateOnly to) => $"{string.Format(name, from)} [{from:yyyy-MM-dd}, {to:yyyy-MM-dd})";

    static string Bound(string? text) => text is null ? "(table)" : FromTo().Replace(Noise().Replace(text, ""), "[$1, $2)");

    [GeneratedRegex(@"^FOR VALUES FROM \((.*)\) TO \((.*)\)$")]
    private static partial Regex FromTo();

    [GeneratedRegex(@" 00:00:00(\+00)?(?=')|\+00(?=')|'")]
    private static partial Regex Noise();
}
