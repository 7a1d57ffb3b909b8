using System.Text.Json;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Samples;

public sealed class SampleTests(PostgresServer server, LoadedSamples samples) : IClassFixture<LoadedSamples>
{
    const string AsOf = LoadedSamples.AsOf;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("voice", "calls", "yyyy'_'MM")]
    [InlineData("voice", "call_turns", "yyyy'_'MM")]
    [InlineData("voice", "call_tool_calls", "yyyy'_'MM")]
    [InlineData("chat", "messages", "'y'yyyy'm'MM")]
    [InlineData("chat", "execution_logs", "'y'yyyy'm'MM")]
    [InlineData("chat", "api_key_logs", "'y'yyyy'm'MM")]
    [InlineData("chat", "usage_records", "'y'yyyy'm'MM")]
    public async Task A_table_has_fourteen_months_of_history_the_current_month_and_nothing_ahead(string sample, string table, string month)
    {
        var partitions = await samples[sample].QueryAsync<string>(
            """
            SELECT c.relname
            FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = @table::regclass ORDER BY c.relname
            """,
            new { table },
            Token);

        var first = new DateOnly(2025, 9, 1);
        Assert.Equal(Enumerable.Range(0, 15).Select(n => $"{table}_{first.AddMonths(n).ToString(month)}"), partitions);
    }

    [Theory]
    [InlineData("voice", "calls", "started_at", 3_000)]
    [InlineData("voice", "call_turns", "started_at", 12_000)]
    [InlineData("voice", "call_tool_calls", "started_at", 2_000)]
    [InlineData("chat", "messages", "created_at", 9_000)]
    [InlineData("chat", "execution_logs", "created_at", 4_500)]
    [InlineData("chat", "api_key_logs", "created_at", 1_500)]
    [InlineData("chat", "usage_records", "used_on", 447 * 12)]
    public async Task Each_month_has_rows_and_none_lies_in_the_future(string sample, string table, string key, int rows)
    {
        var months = await samples[sample].QueryAsync<long>($"SELECT count(*) FROM public.{table} GROUP BY tableoid", cancellationToken: Token);
        var future = await samples[sample].ScalarAsync<long>($"SELECT count(*) FROM public.{table} WHERE {key} > '{AsOf} 00:00:00+00'", cancellationToken: Token);

        Assert.Equal(15, months.Count);
        Assert.All(months, count => Assert.InRange(count, 40, rows / 5));
        Assert.Equal(rows, months.Sum());
        Assert.Equal(0, future);
    }

    /// <summary>The first and the last instants of a month are where rows could miss their partition.</summary>
    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("2028-02-29 23:59:59.999999+00")]
    [InlineData("2026-12-31 23:59:59.999999+00")]
    [InlineData("2027-01-01 05:30:00+05:30")]
    public async Task The_samples_load_on_any_day(string asOf)
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);

        await SampleSchema.LoadAsync(database, "voice", asOf, Token);
        await SampleSchema.LoadAsync(database, "chat", asOf, Token);

        Assert.Equal(7 * 15, await database.ScalarAsync<long>("SELECT count(*) FROM pg_catalog.pg_class WHERE relispartition AND relkind = 'r'", cancellationToken: Token));
    }

    [Fact]
    public async Task The_same_day_gives_the_same_rows()
    {
        const string Fingerprint = "SELECT md5(string_agg(t::text, ',' ORDER BY t.id)) FROM public.call_turns t";
        await using var other = await TestDatabase.CreateAsync(server, Token);

        await other.ExecuteAsync($"ALTER DATABASE \"{other.Name}\" SET TimeZone = 'Asia/Tokyo'", cancellationToken: Token);
        other.Disconnect();
        await SampleSchema.LoadAsync(other, "voice", $"{AsOf} 00:00:00+00", Token);

        Assert.Equal(await samples["voice"].ScalarAsync<string>($"SET TimeZone = 'UTC'; {Fingerprint}", cancellationToken: Token),
            await other.ScalarAsync<string>($"SET TimeZone = 'UTC'; {Fingerprint}", cancellationToken: Token));
    }

    [Fact]
    public async Task The_month_after_the_current_one_is_refused_before_partitions_are_kept()
    {
        var e = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => samples["voice"].ExecuteAsync(
            "INSERT INTO public.calls (started_at, agent, direction, caller) VALUES ('2026-12-01 00:00:00+00', 'sales', 'inbound', '+15550000000')",
            cancellationToken: Token));

        Assert.Equal(Npgsql.PostgresErrorCodes.CheckViolation, e.SqlState);
    }

    [Theory]
    [InlineData("voice", 3)]
    [InlineData("chat", 4)]
    public async Task Each_partitioned_table_of_the_sample_has_a_policy(string sample, int tables)
    {
        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.PathOf($"samples/{sample}/appsettings.json"), Token));

        var configured = settings.RootElement.GetProperty("PartitionKeeper").GetProperty("Tables").EnumerateArray()
            .Select(table => table.GetProperty("Table").GetString()!).Order(StringComparer.Ordinal).ToArray();
        var present = await samples[sample].QueryAsync<string>(
            "SELECT 'public.' || relname FROM pg_catalog.pg_class WHERE relkind = 'p' ORDER BY relname COLLATE \"C\"", cancellationToken: Token);

        Assert.Equal(tables, configured.Length);
        Assert.Equal(configured, present);
    }
}
