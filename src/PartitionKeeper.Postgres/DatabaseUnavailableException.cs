namespace PartitionKeeper.Postgres;

/// <summary>The database could not be reached, refused the login, or the connection was lost. The message has no secrets and says what to do.</summary>
public sealed class DatabaseUnavailableException(string database, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Database { get; } = database;
}
