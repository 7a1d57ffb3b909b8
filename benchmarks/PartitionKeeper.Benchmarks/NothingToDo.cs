using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Benchmarks;

/// <summary>
/// What a run costs that finds nothing to do: reading the catalog and planning. The baseline asks for the partitions of one table at a time, as a tool does
/// that works through its tables one by one.
/// </summary>
static class NothingToDo
{
    const int Rounds = 15;

    public static async Task RunAsync(BenchmarkDatabase database, int tables, int partitions)
    {
        var month = new DateTime(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var table = 0; table < tables; table++)
            await database.ExecuteAsync(TableOf(table, partitions, month.AddMonths(4 - partitions)));

        await using var session = await MaintenanceSession.OpenAsync(
            new DatabaseTarget("Benchmark", database.ConnectionString, "partition_keeper"), SafetySettings.Default, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await using var plain = await database.OpenAsync();

        var (each, once, plan) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            each.Add(await TimeAsync(() => OneByOneAsync(plain, tables)));

            DatabaseCatalog? catalog = null;
            once.Add(await TimeAsync(async () => catalog = await session.ReadCatalogAsync([Policy], withSizes: false, CancellationToken.None)));
            plan.Add(await TimeAsync(() =>
            {
                var made = MaintenancePlanner.Plan(new PlanRequest { Catalog = catalog!, Policies = [Policy], Now = DateTimeOffset.UtcNow });
                if (made.Tables.Length != tables || !made.IsEmpty)
                    throw new InvalidOperationException($"{made.Tables.Length} tables, {made.Steps.Length} steps: there should have been nothing to do.");
                return Task.CompletedTask;
            }));
        }

        Console.WriteLine($"{tables} tables × {partitions} partitions, median of {Rounds} rounds");
        Console.WriteLine($"  baseline: one query per table   {Median(each),8:0.0} ms   1.00");
        Console.WriteLine($"  catalog in one query            {Median(once),8:0.0} ms   {Median(once) / Median(each):0.00}");
        Console.WriteLine($"  planning                        {Median(plan),8:0.0} ms   {Median(plan) / Median(each):0.00}");
    }

    static PartitionPolicy Policy
    {
        get
        {
            var month = new PartitionInterval(1, CalendarUnit.Month);
            if (!TablePattern.TryParse("public.*", out var pattern, out var error))
                throw new InvalidOperationException(error);

            return new PartitionPolicy(
                pattern!, "Benchmark", month, 3, PartitionNameTemplate.DefaultFor(month), TimeZoneInfo.Utc, KeyEncoding.FromType, DefaultPartitionAction.Drain, Retention: null);
        }
    }

    static string TableOf(int number, int partitions, DateTime first) =>
        $"CREATE TABLE public.t{number} (id bigint, at timestamptz, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
        + string.Concat(Enumerable.Range(0, partitions).Select(month => first.AddMonths(month)).Select(from =>
            $"CREATE TABLE public.t{number}_{from:yyyy_MM} PARTITION OF public.t{number} FOR VALUES FROM ('{from:yyyy-MM-dd}+00') TO ('{from.AddMonths(1):yyyy-MM-dd}+00');"));

    static async Task OneByOneAsync(NpgsqlConnection connection, int tables)
    {
        for (var table = 0; table < tables; table++)
        {
            await using var command = new NpgsqlCommand(
                """
                SELECT c.oid, c.relname::text, pg_catalog.pg_get_expr(c.relpartbound, 0)
                FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = $1::text::regclass
                """, connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"public.t{table}" });
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                _ = rows.GetString(2);
        }
    }

    static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
