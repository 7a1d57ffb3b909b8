using System.Collections.Immutable;
using System.Text.Json;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>The samples with their own settings, on the day they are pinned at.</summary>
public sealed class SampleScenarios(PostgresServer server)
{
    const string Now = "2026-11-21";

    [Fact]
    public Task Voice_gets_three_months_ahead_and_only_calls_keep_all_history()
    {
        string[] due = ["2025-09", "2025-10"];
        return RunAsync(
            "voice",
            [
                .. Ahead("call_tool_calls"), .. Ahead("call_turns"), .. Ahead("calls"),
                .. Retired("call_tool_calls", due), .. Retired("call_turns", due),
            ],
            [.. Lines.Months("public.calls_{0:yyyy_MM}", "2025-09", 18), .. Kept("call_turns"), .. Kept("call_tool_calls")]);

        static ImmutableArray<string> Ahead(string table) => Lines.Months($"create public.{table}_{{0:yyyy_MM}}", "2026-12", 3);
        static ImmutableArray<string> Kept(string table) => Lines.Months($"public.{table}_{{0:yyyy_MM}}", "2025-11", 16);
        static IEnumerable<string> Retired(string table, string[] months) =>
            from month in months
            from step in new[] { "detach", "drop" }
            select Lines.Months($"{step} public.{table}_{{0:yyyy_MM}}", month, 1)[0];
    }

    [Fact]
    public Task Chat_gets_three_months_ahead_and_leaves_what_is_past_retention_detached()
    {
        string[] tables = ["api_key_logs", "execution_logs", "messages", "usage_records"];
        return RunAsync(
            "chat",
            [
                .. tables.SelectMany(table => Lines.Months($"create public.{table}_{{0:'y'yyyy'm'MM}}", "2026-12", 3)),
                .. tables.SelectMany(table => Lines.Months($"detach public.{table}_{{0:'y'yyyy'm'MM}}", "2025-09", 2)),
            ],
            [
                .. tables.SelectMany(table => Lines.Months($"public.{table}_{{0:'y'yyyy'm'MM}}", "2025-11", 16)),
                "public.sessions (table)",
                .. tables.SelectMany(table => new[] { $"public.{table}_y2025m09 (table)", $"public.{table}_y2025m10 (table)" }),
            ]);
    }

    async Task RunAsync(string sample, ImmutableArray<string> steps, ImmutableArray<string> then)
    {
        var script = await File.ReadAllTextAsync(Repository.PathOf($"samples/{sample}/schema.sql"), TestContext.Current.CancellationToken);
        using var settings = JsonDocument.Parse(
            await File.ReadAllTextAsync(Repository.PathOf($"samples/{sample}/appsettings.json"), TestContext.Current.CancellationToken));

        await new ScenarioRunner(server).RunAsync(new Scenario
        {
            Given = $"SET samples.as_of = '{Now}';\n{script}",
            Tables = settings.RootElement.GetProperty("PartitionKeeper").GetProperty("Tables").GetRawText(),
            Runs = [new(Now) { Steps = steps }],
            Then = then,
        });
    }
}
