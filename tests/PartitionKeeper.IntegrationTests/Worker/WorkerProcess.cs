using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PartitionKeeper.IntegrationTests.Cli;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Worker;

/// <summary>The worker as a process of its own, with its log and its endpoints.</summary>
sealed class WorkerProcess : IAsyncDisposable
{
    readonly ProcessRun _run;
    readonly HttpClient _http;

    WorkerProcess(ProcessRun run, int port)
    {
        (_run, Port) = (run, port);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>All that was logged so far; every line of stdout must be an event.</summary>
    public IReadOnlyList<LoggedEvent> Log => [.. _run.Output.Select(LoggedEvent.Parse)];

    public ProcessRun Process => _run;

    /// <summary>Of its HTTP endpoints.</summary>
    public int Port { get; }

    /// <summary>Starts it with the configuration of <paramref name="deployment"/>; it listens on a port of its own.</summary>
    public static WorkerProcess Start(Deployment deployment, params string[] overrides)
    {
        var port = FreePort.Find();
        return new WorkerProcess(deployment.Start(["run", $"--PartitionKeeper:Http:Listen=http://127.0.0.1:{port}", .. overrides]), port);
    }

    /// <summary>Starts it and waits until its first run has ended, whatever it did.</summary>
    public static async Task<WorkerProcess> StartAndSettleAsync(Deployment deployment, params string[] overrides)
    {
        var worker = Start(deployment, overrides);
        try
        {
            await worker.WaitForAsync(EventIds.NextRun);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first event with this id, past or to come.</summary>
    public async Task<LoggedEvent> WaitForAsync(int id, Func<LoggedEvent, bool>? matches = null) =>
        LoggedEvent.Parse(await _run.WaitForOutputAsync(
            line => LoggedEvent.Parse(line) is var logged && logged.Id == id && (matches is null || matches(logged)), cancellationToken: Token));

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        using var response = await _http.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>The codes of what makes it not ready; empty when it is.</summary>
    public async Task<string[]> ReadyAsync()
    {
        var (status, body) = await GetAsync("/readyz");
        var codes = JsonNode.Parse(body)!["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!).Distinct().ToArray();
        Assert.Equal(codes.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, status);
        return codes;
    }

    /// <summary>Asks it to stop as a container engine does, and returns its exit code.</summary>
    public Task<int> StopAsync(TimeSpan? patience = null)
    {
        _run.Terminate();
        return _run.WaitForExitAsync(patience, Token);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _run.DisposeAsync();
    }
}

/// <summary>One line of the worker's log.</summary>
sealed record LoggedEvent(int Id, string Level, string Message, JsonElement Properties)
{
    public string? this[string property] => Properties.TryGetProperty(property, out var value) ? value.ToString() : null;

    public static LoggedEvent Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new LoggedEvent(
            json.TryGetProperty("@i", out var id) ? id.GetInt32() : 0,
            json.TryGetProperty("@l", out var level) ? level.GetString()! : "Information",
            json.GetProperty("@m").GetString()!,
            json);
    }
}
