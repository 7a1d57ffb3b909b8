using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PartitionKeeper.UnitTests.Http;

/// <summary>Answers one request with what it is given; given nothing, it never answers.</summary>
sealed class CannedServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Task _served;

    public CannedServer(string? answer)
    {
        _listener.Start();
        _served = ServeAsync(answer);
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/healthz");

    /// <summary>The first line of the request.</summary>
    public string Asked { get; private set; } = "";

    public static CannedServer With(string status, string headers = "") => new($"HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _served;
        _listener.Dispose();
        _stop.Dispose();
    }

    async Task ServeAsync(string? answer)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            Asked = await reader.ReadLineAsync(_stop.Token) ?? "";
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
            {
            }

            if (answer is not null)
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
            await reader.ReadToEndAsync(_stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException) // the test is over, or the client went
        {
        }
    }
}
