using System.Net;
using System.Net.Sockets;
using PartitionKeeper.Http;

namespace PartitionKeeper.UnitTests.Http;

public sealed class WorkerProbeTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("200 OK")]
    [InlineData("204 No Content")]
    public async Task Is_content_with_any_2xx(string status)
    {
        await using var server = CannedServer.With(status);

        Assert.Null(await WorkerProbe.AskAsync(server.Url, Patience, TestContext.Current.CancellationToken));
        Assert.Equal("GET /healthz HTTP/1.1", server.Asked);
    }

    [Theory]
    [InlineData("503 Service Unavailable", "")]
    [InlineData("404 Not Found", "")]
    [InlineData("302 Found", "Location: http://127.0.0.1:1/\r\n")]
    public async Task Tells_any_other_answer(string status, string headers)
    {
        await using var server = CannedServer.With(status, headers);

        Assert.Equal($"{server.Url} answers {status}", await WorkerProbe.AskAsync(server.Url, Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tells_that_nobody_listens()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/healthz");
        listener.Dispose();

        Assert.Equal($"{url} does not answer: Connection refused", await WorkerProbe.AskAsync(url, Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Does_not_wait_for_ever()
    {
        await using var server = new CannedServer(answer: null);

        Assert.Equal(
            $"{server.Url} does not answer within 0.2 s", await WorkerProbe.AskAsync(server.Url, TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tells_an_answer_that_is_not_HTTP()
    {
        await using var server = new CannedServer("220 mail.example ESMTP\r\n");

        Assert.StartsWith($"{server.Url} does not answer: ", await WorkerProbe.AskAsync(server.Url, Patience, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_when_it_is_told_to()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WorkerProbe.AskAsync(new Uri("http://127.0.0.1:1/"), Patience, stopped.Token));
    }
}
