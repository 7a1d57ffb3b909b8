using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PartitionKeeper.Demo;

/// <summary>A PostgreSQL that lives as long as this object: data in a temporary folder, a free port of the loopback interface, a password of its own.</summary>
sealed class DemoServer : IAsyncDisposable
{
    /// <summary>Another program may take the port between its choice and its use.</summary>
    const int Attempts = 5;

    const string User = "demo";

    readonly string _bin;
    readonly string _folder;
    readonly UnprivilegedAccount _account;
    readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    int _port;
    bool _running;

    DemoServer(string bin, string folder, UnprivilegedAccount account) => (_bin, _folder, _account) = (bin, folder, account);

    string Data => Path.Combine(_folder, "data");

    string Log => Path.Combine(_folder, "log");

    /// <exception cref="DemoException">No server could be started; the message says why.</exception>
    public static async Task<DemoServer> StartAsync(CancellationToken cancellationToken)
    {
        var (bin, account) = (PostgresPrograms.Find(), UnprivilegedAccount.Choose());
        var server = new DemoServer(bin, Directory.CreateTempSubdirectory("partition-keeper-demo-").FullName, account);

        try
        {
            await server.MakeClusterAsync(cancellationToken);
            await server.StartServerAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Database=postgres;Username={User};Password={_password}";

    public async ValueTask DisposeAsync()
    {
        // The caller's token may be why we are here.
        using var cleanup = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        if (_running)
        {
            try
            {
                await _account.RunAsync(Path.Combine(_bin, "pg_ctl"), ["-D", Data, "-m", "immediate", "-w", "stop"], cleanup.Token);
            }
            catch (DemoException) when (!File.Exists(Path.Combine(Data, "postmaster.pid"))) // Ctrl-C reached the server, too
            {
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    async Task MakeClusterAsync(CancellationToken cancellationToken)
    {
        var password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, _password + "\n", cancellationToken);
        await _account.OwnAsync(_folder, cancellationToken);
        await _account.RunAsync(
            Path.Combine(_bin, "initdb"), ["-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--locale=C", "--no-sync"], cancellationToken);
    }

    async Task StartServerAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; !_running; attempt++)
        {
            _port = FreePort();
            var settings = $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off";

            try
            {
                await _account.RunAsync(Path.Combine(_bin, "pg_ctl"), ["-D", Data, "-l", Log, "-o", settings, "-w", "start"], cancellationToken);
                _running = true;
            }
            catch (DemoException) when (attempt < Attempts)
            {
            }
            catch (OperationCanceledException)
            {
                _running = true; // perhaps: it was being started
                throw;
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
