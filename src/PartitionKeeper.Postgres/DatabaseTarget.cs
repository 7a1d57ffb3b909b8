namespace PartitionKeeper.Postgres;

/// <summary>Where a database is. <see cref="ToString"/> shows the name only: connection strings do not get into logs.</summary>
/// <param name="Name">The name of the connection string.</param>
/// <param name="StateSchema">Schema of our own tables.</param>
public sealed record DatabaseTarget(string Name, string ConnectionString, string StateSchema)
{
    public override string ToString() => Name;
}
