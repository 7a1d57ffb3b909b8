namespace PartitionKeeper.Postgres;

/// <summary>PostgreSQL's table lock modes, weakest first.</summary>
public enum LockLevel
{
    None,
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}
