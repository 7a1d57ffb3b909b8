using System.Net;
using System.Net.Sockets;

namespace PartitionKeeper.IntegrationTests.Worker;

/// <summary>A way to the server that can be closed and opened: to the worker the database goes away and comes back.</summary>
sealed class TcpProxy(string host, int port) : IAsyncDisposable
{
    readonly Lock _gate = new();
    readonly List<TcpClient> _clients = [];
    TcpListener? _listener;
    Task _accepting = Task.CompletedTask;

    /// <summary>Where the proxy listens while it is open.</summary>
    public int Port { get; } = Fixtures.FreePort.Find();

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Refuses new connections and cuts those that are there.</summary>
    public async Task CloseAsync()
    {
        _listener?.Stop();
        await _accepting;
        lock (_gate)
        {
            _clients.ForEach(client => client.Dispose());
            _clients.Clear();
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                lock (_gate)
                    _clients.AddRange([near, far]);
                _ = ForwardAsync(near, far);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The listener was stopped.
        }
    }

    async Task ForwardAsync(TcpClient near, TcpClient far)
    {
        try
        {
            await far.ConnectAsync(host, port);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // One side has gone, and takes the other with it.
        }

        near.Dispose();
        far.Dispose();
    }
}
