using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.IntegrationTests.Samples;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

/// <summary>The samples with their own configurations, loaded as of now.</summary>
public sealed class SampleRunTests(PostgresServer server)
{
    [Fact]
    public async Task Voice_ends_with_three_months_ahead_all_calls_and_nothing_else_older_than_12_months()
    {
        await using var database = await LoadAsync("voice");
        var calls = await database.ScalarAsync<long>("SELECT count(*) FROM public.calls");

        await ApplyTwiceAsync("voice", database);

        Assert.Equal(Names("calls", -14, 3), await database.PartitionsAsync("public.calls"));
        Assert.Equal(Names("call_turns", -12, 3), await database.PartitionsAsync("public.call_turns"));
        Assert.Equal(Names("call_tool_calls", -12, 3), await database.PartitionsAsync("public.call_tool_calls"));
        Assert.Equal(calls, await database.ScalarAsync<long>("SELECT count(*) FROM public.calls"));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_catalog.pg_class WHERE relname ~ '^call_t.*_[0-9]{4}_[0-9]{2}$' AND NOT relispartition"));
    }

    [Fact]
    public async Task Chat_ends_with_three_months_ahead_and_older_months_as_plain_tables()
    {
        await using var database = await LoadAsync("chat");
        var messages = await database.ScalarAsync<long>($"SELECT count(*) FROM public.{ChatName("messages", -14)}");

        await ApplyTwiceAsync("chat", database);

        foreach (var table in (string[])["messages", "execution_logs", "api_key_logs", "usage_records"])
        {
            Assert.Equal(Enumerable.Range(-12, 16).Select(offset => ChatName(table, offset)), await database.PartitionsAsync($"public.{table}"));
            Assert.Equal(2, await database.ScalarAsync<long>(
                "SELECT count(*) FROM pg_catalog.pg_class WHERE relname = ANY (@Names) AND NOT relispartition", new { Names = new[] { ChatName(table, -14), ChatName(table, -13) } }));
        }

        Assert.Equal(messages, await database.ScalarAsync<long>($"SELECT count(*) FROM public.{ChatName("messages", -14)}"));
    }

    static string ChatName(string table, int offset) => $"{table}_{Month(offset).ToString("'y'yyyy'm'MM", System.Globalization.CultureInfo.InvariantCulture)}";

    async Task<TestDatabase> LoadAsync(string sample)
    {
        var database = await TestDatabase.CreateAsync(server, TestContext.Current.CancellationToken);
        await SampleSchema.LoadAsync(database, sample, asOf: "", TestContext.Current.CancellationToken);
        return database;
    }

    static async Task ApplyTwiceAsync(string sample, TestDatabase database)
    {
        string[] options = ["--config", Repository.PathOf($"samples/{sample}/appsettings.json"), $"--ConnectionStrings:Default={database.ConnectionString}"];

        (await Ended.RunAsync(["plan", .. options])).With(3);
        (await Ended.RunAsync(["apply", .. options])).With(0);
        var before = await DatabaseState.ReadAsync(database);
        var second = (await Ended.RunAsync(["apply", .. options])).With(0);

        Assert.Contains("nothing to do", second.Output);
        Assert.Equal(before, await DatabaseState.ReadAsync(database));
        (await Ended.RunAsync(["plan", .. options])).With(0);
        (await Ended.RunAsync(["check", .. options])).With(0);
    }
}
