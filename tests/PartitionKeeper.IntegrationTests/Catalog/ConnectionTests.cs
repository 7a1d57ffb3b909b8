using System.Net;
using System.Net.Sockets;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Catalog;

public sealed class ConnectionTests(PostgresServer server)
{
    const string Password = "correct-horse";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_where_nobody_listens_is_told()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound, but not listening
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        Assert.Contains($"nothing listens there; look whether PostgreSQL is up, and at Host and Port (host 127.0.0.1, port {port},",
            await RefusalAsync(settings => (settings.Host, settings.Port) = ("127.0.0.1", port)));
    }

    [Fact]
    public async Task A_host_name_that_does_not_exist_is_told() =>
        Assert.Contains("the host name nowhere.invalid cannot be resolved", await RefusalAsync(settings => settings.Host = "nowhere.invalid"));

    [Fact]
    public async Task A_database_that_does_not_exist_is_told() =>
        Assert.Contains("there is no such database", await RefusalAsync(settings => settings.Database = "no_such_database"));

    [Fact]
    public async Task A_role_that_does_not_exist_is_told() =>
        Assert.Contains("user no_such_role", await RefusalAsync(settings => settings.Username = "no_such_role"));

    [Fact]
    public async Task A_server_without_tls_is_told_when_tls_is_asked_for()
    {
        await using var connection = await server.Administration.OpenConnectionAsync(Token);
        await using var show = new NpgsqlCommand("SELECT current_setting('ssl')", connection);
        if ((string)(await show.ExecuteScalarAsync(Token))! == "on")
            return; // its certificate is then none that is trusted here, or it is: nothing to be refused for sure

        Assert.Contains("SSL", await RefusalAsync(settings => settings.SslMode = SslMode.VerifyFull));
    }

    [Fact]
    public async Task A_role_that_has_no_connection_left_is_told()
    {
        var role = $"role_{Guid.NewGuid():n}";
        await using var database = await ReadingDatabase.CreateAsync(server, $"CREATE ROLE {role} LOGIN CONNECTION LIMIT 0 PASSWORD '{Password}'");
        try
        {
            Assert.Contains("no connection left", await RefusalAsync(settings => (settings.Database, settings.Username) = (database.Database.Name, role)));
        }
        finally
        {
            await database.Database.ExecuteAsync($"DROP ROLE {role}", cancellationToken: CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_told_without_quoting_it()
    {
        var exception = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => OpenAsync("Host=localhost;Password=correct;horse=1"));

        Assert.StartsWith("Test: the connection string is not one that Npgsql understands", exception.Message);
        Assert.DoesNotContain("horse", exception.ToString());
    }

    [Fact]
    public async Task A_cancelled_opening_is_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MaintenanceSession.OpenAsync(
            new DatabaseTarget("Test", server.ConnectionString, "partition_keeper"), SafetySettings.Default, TimeProvider.System, new LogLines(), cancelled.Token));
    }

    [Fact]
    public async Task Settings_are_pinned_whatever_the_connection_string_says()
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Pooling = true,
            Enlist = true,
            Timezone = "Asia/Tokyo",
            SearchPath = "public",
            Options = "-c lock_timeout=1h -c DateStyle=German -c default_transaction_read_only=on",
        };
        await using var session = await OpenAsync(settings.ConnectionString);

        async Task<string> Setting(string name)
        {
            await using var command = new NpgsqlCommand($"SELECT current_setting('{name}')", session.Connection);
            return (string)(await command.ExecuteScalarAsync(Token))!;
        }

        Assert.Equal("UTC", await Setting("TimeZone"));
        Assert.Equal("ISO, YMD", await Setting("DateStyle"));
        Assert.Equal("", await Setting("search_path"));
        Assert.Equal("200ms", await Setting("lock_timeout"));
        Assert.Equal("10s", await Setting("statement_timeout"));
        Assert.Equal("off", await Setting("transaction_read_only"));
        Assert.Equal("1min", await Setting("idle_in_transaction_session_timeout"));
        Assert.Equal("PartitionKeeper", await Setting("application_name"));
        Assert.False(session.IsStandby);
        Assert.InRange(session.ServerVersion, 140000, 999999);
    }

    [Fact]
    public async Task An_application_name_of_one_s_own_is_kept()
    {
        await using var session = await OpenAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString) { ApplicationName = "night shift" }.ConnectionString);
        await using var command = new NpgsqlCommand("SELECT current_setting('application_name')", session.Connection);

        Assert.Equal("night shift", await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task One_session_at_a_time_has_the_maintenance_lock()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, "SELECT 1");
        await using var second = await database.OpenAsync();
        await using (var first = await database.OpenAsync())
        {
            Assert.True(await first.TryTakeMaintenanceLockAsync(Token));
            Assert.True(await first.TryTakeMaintenanceLockAsync(Token));
            Assert.False(await second.TryTakeMaintenanceLockAsync(Token));
        }

        // A closed session's process ends a moment later: its lock is waited for in the server, not by looking again.
        await using var wait = new NpgsqlCommand($"SET LOCAL lock_timeout = '30s'; SELECT pg_advisory_xact_lock({MaintenanceLock.FirstKey}, {MaintenanceLock.SecondKey})", second.Connection);
        await using (var transaction = await second.Connection.BeginTransactionAsync(Token))
        {
            await wait.ExecuteNonQueryAsync(Token);
            await transaction.CommitAsync(Token);
        }

        Assert.True(await second.TryTakeMaintenanceLockAsync(Token));
    }

    [Fact]
    public async Task The_lock_of_one_database_leaves_the_others_free()
    {
        await using var one = await ReadingDatabase.CreateAsync(server, "SELECT 1");
        await using var other = await ReadingDatabase.CreateAsync(server, "SELECT 1");
        await using var first = await one.OpenAsync();
        await using var second = await other.OpenAsync();

        Assert.True(await first.TryTakeMaintenanceLockAsync(Token));
        Assert.True(await second.TryTakeMaintenanceLockAsync(Token));
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_told_as_such()
    {
        await using var database = await ReadingDatabase.CreateAsync(server, "SELECT 1");
        await using var session = await database.OpenAsync();
        await database.Database.ExecuteAsync("SELECT pg_terminate_backend(@pid, 10000)", new { pid = session.Connection.ProcessID }, Token);

        var exception = await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => session.ReadCatalogAsync([ReadingDatabase.Policy("public.events")], withSizes: false, Token));

        Assert.Equal("Test: the connection was lost; the next run connects again.", exception.Message);
    }

    async Task<string> RefusalAsync(Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = Password };
        change(settings);

        var exception = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => OpenAsync(settings.ConnectionString));

        Assert.Equal("Test", exception.Database);
        Assert.StartsWith("Test: ", exception.Message);
        Assert.Contains($"host {settings.Host}, port {settings.Port}, database {settings.Database}, user {settings.Username}", exception.Message);
        Assert.DoesNotContain(Password, exception.ToString());
        return exception.Message;
    }

    static Task<MaintenanceSession> OpenAsync(string connectionString) => MaintenanceSession.OpenAsync(
        new DatabaseTarget("Test", connectionString, "partition_keeper"), SafetySettings.Default, TimeProvider.System, new LogLines(), Token);
}
