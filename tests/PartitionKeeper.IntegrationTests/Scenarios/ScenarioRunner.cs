using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>
/// Runs a scenario through the program's own pieces. Each run: plan, compare; apply; a second plan must be empty; and the plan's script, on a copy of the database as
/// it was before, must bring about the very same schema and rows.
/// </summary>
sealed class ScenarioRunner(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task RunAsync(Scenario scenario)
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        await database.ExecuteAsync($"SET TimeZone = 'UTC'; {scenario.Given}", cancellationToken: Token);

        foreach (var run in scenario.Runs)
            await RunAsync(scenario, run, database);

        Assert.Equal(scenario.Then.Order(StringComparer.Ordinal), await Lines.OfTablesAsync(database, Token));
        if (scenario.Rows is { } rows)
            Assert.Equal(rows.Order(StringComparer.Ordinal), await Lines.OfRowsAsync(database, Token));
    }

    async Task RunAsync(Scenario scenario, ScenarioRun run, TestDatabase database)
    {
        if (run.Before.Length > 0)
            await database.ExecuteAsync($"SET TimeZone = 'UTC'; {run.Before}", cancellationToken: Token);
        if (run.Interrupted is { } interrupted)
            await InterruptDetachAsync(database, interrupted.Table, interrupted.Partition);

        database.Disconnect();
        await using var copy = await TestDatabase.CreateAsync(server, Token, database.Name);
        var script = await ApplyAsync(scenario, run, database);

        if (run.NotDone.IsEmpty && run.Steps.Length > 0)
        {
            await PlanScriptRun.ExecuteAsync(script, ConnectionString(scenario, copy), Token);
            Assert.Equal(await SchemaFingerprint.ReadAsync(database, Token), await SchemaFingerprint.ReadAsync(copy, Token));
            Assert.Equal(await SchemaFingerprint.ReadRowsAsync(database, Token), await SchemaFingerprint.ReadRowsAsync(copy, Token));
        }
    }

    /// <returns>The plan as a script.</returns>
    static async Task<string> ApplyAsync(Scenario scenario, ScenarioRun run, TestDatabase database)
    {
        await using var planned = await PlannedRun.ReadAsync(
            ConnectionString(scenario, database), run.Tables ?? scenario.Tables, run.Now, scenario.Holds, run.Kind, run.ApproveRetire);
        Assert.Equal(run.Steps, planned.Plan.Steps.Select(Lines.Of));
        Assert.Equal(run.Findings.Order(StringComparer.Ordinal), planned.Plan.Findings.Where(IsWorthALine).Select(Lines.Of).Order(StringComparer.Ordinal));

        var script = await planned.ScriptAsync();
        var recorded = await RecordedTimes.ReadAsync(database, Token);
        var outcomes = await planned.ApplyAsync();
        await recorded.SetAsync(run.Now, Token);
        Assert.Equal(run.NotDone, outcomes.Where(outcome => outcome is not StepOutcome.Done).Select(Lines.Of));
        var said = string.Join('\n', outcomes.OfType<StepOutcome.Failed>().Select(failed => $"{failed.Message}; {failed.Remedy}"));
        Assert.All(run.Says, words => Assert.Contains(words, said));

        var again = await planned.PlanAgainAsync();
        Assert.Equal(run.Again, again.Steps.Select(Lines.Of));
        if (run.Findings.IsEmpty && run.Again.IsEmpty)
            Assert.DoesNotContain(again.Findings, finding => finding.Severity > Severity.Information);
        return script;
    }

    /// <summary>A short runway is what a plan is there to mend; it is looked for after the run.</summary>
    static bool IsWorthALine(Finding finding) => finding.Severity > Severity.Information && finding.Code != FindingCode.RunwayShort;

    static async Task InterruptDetachAsync(TestDatabase database, string table, string partition)
    {
        await using var reader = await database.HoldAsync($"SELECT FROM {table}", Token);
        var refused = await database.RefusedAsync(Token, "SET lock_timeout = '50ms'", $"ALTER TABLE {table} DETACH PARTITION {partition} CONCURRENTLY");
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
    }

    static string ConnectionString(Scenario scenario, TestDatabase database) => scenario.Role?.ConnectionStringFor(database) ?? database.ConnectionString;
}
