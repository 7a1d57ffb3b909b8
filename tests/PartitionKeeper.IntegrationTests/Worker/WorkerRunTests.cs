using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PartitionKeeper.IntegrationTests.Cli;
using PartitionKeeper.IntegrationTests.Execution;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Worker;

public sealed partial class WorkerRunTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls", "Retention": { "Keep": "2 months" } }""";

    [Fact]
    public async Task At_start_it_creates_and_leaves_new_retirements_to_the_full_run()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 1), Calls);

        await using var worker = await WorkerProcess.StartAndSettleAsync(deployment);
        var exitCode = await worker.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(Names("calls", -3, 3), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.All(worker.Log, logged => Assert.NotEqual("", logged.Message));
        Assert.Contains(worker.Log, logged => logged.Id == EventIds.WorkerStarted);
        Assert.Contains(worker.Log, logged => logged.Id == EventIds.WorkerStopping);
        Assert.Empty(worker.Process.Error);
    }

    [Fact]
    public async Task A_full_run_that_was_missed_is_made_up_for_at_start_and_each_step_is_one_line_of_the_log()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 2), Calls);
        await MissAsync(deployment);

        await using var worker = await WorkerProcess.StartAndSettleAsync(deployment);
        await worker.StopAsync();

        var missed = Assert.Single(worker.Log, logged => logged.Id == EventIds.MissedRun);
        Assert.NotNull(missed["Scheduled"]);
        Assert.Equal(Names("calls", -2, 3), await deployment.Database.PartitionsAsync("public.calls"));
        Assert.Equal(1, await deployment.Database.ScalarAsync<long>("SELECT count(*) FROM partition_keeper.run WHERE kind = 'full' AND as_of > now() - interval '1 hour'"));

        var steps = worker.Log.Where(logged => logged.Id == EventIds.StepDone).ToList();
        Assert.Equal(["create", "detach", "drop"], steps.Select(step => step["Action"]));
        Assert.Equal([Name("calls", 3), Name("calls", -3), Name("calls", -3)], steps.Select(step => step["Partition"]!.Split('.')[1]));
        Assert.All(steps, step =>
        {
            Assert.Equal("public.calls", step["Table"]);
            Assert.Equal(step["Action"] == "create" ? Start(3) : Start(-3), step["From"]);
            Assert.Equal(step["Action"] == "create" ? Start(4) : Start(-2), step["To"]);
            Assert.True(step.Properties.GetProperty("ElapsedMs").GetDouble() > 0);
            Assert.True(step.Properties.GetProperty("LockWaitMs").GetDouble() >= 0);
            Assert.False(string.IsNullOrEmpty(step["Reason"]));
        });
        Assert.True(steps[2].Properties.GetProperty("Bytes").GetInt64() > 0);
        Assert.True(steps[2].Properties.TryGetProperty("Rows", out _));
    }

    [Fact]
    public async Task The_endpoints_answer_are_read_only_and_tell_no_secret()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 3), Calls);
        const string Password = "correct-horse-battery";

        await using var worker = await WorkerProcess.StartAndSettleAsync(deployment, $"--ConnectionStrings:Default={deployment.Database.ConnectionString};Password={Password}");
        var healthy = await worker.GetAsync("/healthz");
        var ready = await worker.ReadyAsync();
        var (_, metrics) = await worker.GetAsync("/metrics");
        var (_, status) = await worker.GetAsync("/api/status");

        Assert.Equal((HttpStatusCode.OK, "alive\n"), healthy);
        Assert.Empty(ready);
        AssertPrometheus(metrics);
        Assert.Contains("partitionkeeper_table_runway{database=\"Default\",table=\"public.calls\"} 3\n", metrics);
        Assert.Contains("partitionkeeper_database_up{database=\"Default\"} 1\n", metrics);
        Assert.Contains("partitionkeeper_configuration_ok 1\n", metrics);
        var database = Assert.Single(JsonNode.Parse(status)!["databases"]!.AsArray())!;
        Assert.Equal("Default", (string?)database["database"]);
        Assert.Equal("nothing-to-do", (string?)database["lastRun"]!["status"]);
        Assert.Equal(7, (int)Assert.Single(database["tables"]!.AsArray())!["partitions"]!);
        Assert.DoesNotContain(Password, metrics + status + string.Join('\n', worker.Process.Output));
        Assert.Equal(HttpStatusCode.NotFound, (await worker.GetAsync("/nothing-here")).Status);
        foreach (var path in (string[])["/healthz", "/readyz", "/metrics", "/api/status"])
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await worker.GetAsync(path, HttpMethod.Post)).Status);
    }

    [Fact]
    public async Task A_table_that_cannot_be_kept_makes_it_not_ready_and_is_counted()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0) + $"CREATE TABLE public.{Name("calls", 1)} ()", Calls);

        await using var worker = await WorkerProcess.StartAndSettleAsync(deployment);
        var reasons = await worker.ReadyAsync();
        var (_, metrics) = await worker.GetAsync("/metrics");

        Assert.Equal(["runway-short"], reasons);
        AssertPrometheus(metrics);
        Assert.Contains("partitionkeeper_table_runway{database=\"Default\",table=\"public.calls\"} 0\n", metrics);
        Assert.Matches("partitionkeeper_findings\\{database=\"Default\",severity=\"error\"\\} [1-9]", metrics);
        Assert.Contains(worker.Log, logged => logged.Id == EventIds.FindingError && logged["Finding"] == "name-taken" && logged.Level == "Error");
    }

    [Fact]
    public async Task A_run_that_failed_makes_it_not_ready_and_says_what_to_grant()
    {
        await using var roles = await Roles.CreateAsync(server, "keeper");
        await using var deployment = await Deployment.CreateAsync(
            server, $"GRANT CREATE ON SCHEMA public TO {roles["keeper"]};" + Table("public.calls", 0, 1), """{ "Table": "public.calls" }""");

        await using var worker = await WorkerProcess.StartAndSettleAsync(deployment, $"--ConnectionStrings:Default={deployment.ConnectionStringFor(roles["keeper"])}");
        var reasons = await worker.ReadyAsync();
        Assert.Equal(0, await worker.StopAsync());

        Assert.Equal(["run-failed"], reasons);
        var failed = Assert.Single(worker.Log, logged => logged.Id == EventIds.StepFailed);
        Assert.Contains("GRANT", failed["Remedy"]);
        Assert.True(failed.Properties.GetProperty("ElapsedMs").GetDouble() > 0);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_before_anything_is_done()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 0), Calls);
        using var squatter = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;

        var ended = (await deployment.RunAsync("run", $"--PartitionKeeper:Http:Listen=http://127.0.0.1:{port}")).With(1);

        Assert.Contains(ended.Output.Split('\n').Select(LoggedEvent.Parse), logged => logged.Id == EventIds.HttpFailed);
        Assert.Equal(Names("calls", 0, 0), await deployment.Database.PartitionsAsync("public.calls"));
    }

    /// <summary>Makes the history say that the last full run was three months ago.</summary>
    static async Task MissAsync(Deployment deployment)
    {
        (await deployment.RunAsync("apply", "--PartitionKeeper:Tables:0:Retention:Keep=4 years", "--PartitionKeeper:Tables:0:Premake=2")).With(0);
        await deployment.Database.ExecuteAsync("UPDATE partition_keeper.run SET as_of = as_of - interval '3 months', started_at = started_at - interval '3 months'");
    }

    /// <summary>Every line is a sample of a family that HELP and TYPE announced.</summary>
    static void AssertPrometheus(string text)
    {
        var (help, type) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        Assert.EndsWith("\n", text);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                Assert.True(help.Add(line.Split(' ')[2]), line);
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                Assert.True(line.Split(' ') is [_, _, var name, "counter" or "gauge" or "histogram"] && help.Contains(name) && type.Add(name), line);
            else
                Assert.True(Sample().Match(line) is { Success: true } match && (type.Contains(match.Groups[1].Value) || type.Contains(FamilySuffix().Replace(match.Groups[1].Value, ""))), line);
        }
    }

    [GeneratedRegex("""^([a-z_]+)(\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})? (-?[0-9.]+(E[+-]?[0-9]+)?|\+Inf|-Inf|NaN)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex FamilySuffix();
}
