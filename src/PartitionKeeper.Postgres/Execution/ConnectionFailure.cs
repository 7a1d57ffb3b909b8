using System.Data;
using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace PartitionKeeper.Postgres;

/// <summary>Says why a database could not be reached, where it was looked for, and what to do. Never the password.</summary>
static class ConnectionFailure
{
    public static DatabaseUnavailableException Describe(DatabaseTarget target, NpgsqlConnectionStringBuilder settings, Exception exception) =>
        new(target.Name, $"{target.Name}: {Cause(settings, exception)} ({Where(settings)}).", exception);

    public static DatabaseUnavailableException TooOld(DatabaseTarget target, NpgsqlConnectionStringBuilder settings, int version) =>
        new(target.Name, $"{target.Name}: the server is PostgreSQL {ServerFacts.Show(version)}; 14 is the oldest that can be worked on: upgrade it ({Where(settings)}).");

    public static DatabaseUnavailableException TransactionPooler(DatabaseTarget target, NpgsqlConnectionStringBuilder settings) =>
        new(target.Name,
            $"{target.Name}: a pooler that shares server connections between sessions (transaction pooling) is in between, and the maintenance lock means nothing there; "
            + $"give the address of PostgreSQL itself or of a session pool ({Where(settings)}).");

    /// <summary>The session ended under a read, or the server did not answer it in time: nothing that a plan could say.</summary>
    public static bool IsLost(NpgsqlException exception, NpgsqlConnection connection) =>
        connection.State != ConnectionState.Open || exception.InnerException is TimeoutException
        || exception.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable;

    public static DatabaseUnavailableException Lost(DatabaseTarget target, NpgsqlException exception) => new(target.Name,
        exception.SqlState == PostgresErrorCodes.LockNotAvailable
            ? $"{target.Name}: a system catalog or one of our own tables in schema {target.StateSchema} is locked by another session; the next run tries again."
            : exception.SqlState == PostgresErrorCodes.QueryCanceled || exception.InnerException is TimeoutException
            ? $"{target.Name}: the server did not answer within the statement timeout, or the statement was cancelled; the next run tries again. Raise Safety:StatementTimeout if it recurs."
            : $"{target.Name}: the connection was lost; the next run connects again.",
        exception);

    static string Where(NpgsqlConnectionStringBuilder settings) =>
        $"host {settings.Host}, port {settings.Port}, database {settings.Database ?? settings.Username}, user {settings.Username}";

    static string Cause(NpgsqlConnectionStringBuilder settings, Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            if (KnownCause(settings, e) is { } cause)
                return cause;
        return $"could not connect: {exception.Message}";
    }

    static string? KnownCause(NpgsqlConnectionStringBuilder settings, Exception exception) => exception switch
    {
        PostgresException e => Cause(e),
        SocketException e => Cause(settings, e.SocketErrorCode),
        TimeoutException => $"the server did not answer within {settings.Timeout} s; look whether it is up and reachable from here, and whether a firewall drops packets",
        AuthenticationException => "TLS could not be set up; look at SSL Mode and Root Certificate of the connection string and at the server's certificate",
        _ => null,
    };

    static string Cause(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => "the password was refused; check it in the connection string, the environment or the password file",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"the login was refused: {e.MessageText}; check the user, and the server's pg_hba.conf for this user, database and address",
        PostgresErrorCodes.InvalidCatalogName => "there is no such database; check Database in the connection string or create it",
        PostgresErrorCodes.InsufficientPrivilege => $"the login was refused: {e.MessageText}; grant CONNECT on the database to the user",
        PostgresErrorCodes.TooManyConnections => "the server has no connection left; wait, raise max_connections, or let the application use fewer",
        PostgresErrorCodes.CannotConnectNow => $"the server is not ready: {e.MessageText}; it is starting up, shutting down or recovering: wait",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "the server ended the connection: it is being shut down or restarted; wait",
        PostgresErrorCodes.ObjectNotInPrerequisiteState => $"the database does not accept connections: {e.MessageText}",
        _ => $"the server refused the session: {e.SqlState} {e.MessageText}",
    };

    static string Cause(NpgsqlConnectionStringBuilder settings, SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "nothing listens there; look whether PostgreSQL is up, and at Host and Port",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery =>
            $"the host name {settings.Host} cannot be resolved; check Host and the DNS",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            "the host cannot be reached; check the network, routes and firewalls between here and there",
        SocketError.TimedOut => "the host did not answer; look whether it is up, and whether a firewall drops packets",
        SocketError.ConnectionReset or SocketError.ConnectionAborted => "the connection was cut while it was being opened; look at the server's log",
        SocketError.AddressNotAvailable => "there is no such socket; check Host (a directory for Unix-domain sockets) and Port",
        _ => $"the connection failed: {error}",
    };
}
