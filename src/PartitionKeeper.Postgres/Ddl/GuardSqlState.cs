namespace PartitionKeeper.Postgres;

/// <summary>SQLSTATEs of our own, raised by what a statement checks inside its transaction. PostgreSQL leaves classes from P to Z to others.</summary>
static class GuardSqlState
{
    /// <summary>The table is not the one that was detached, or is a partition again.</summary>
    public const string NotDetached = "PKD01";

    /// <summary>A hold covers the partition.</summary>
    public const string Held = "PKH01";

    /// <summary>Foreign keys reference the rows that were to be moved.</summary>
    public const string Referenced = "PKR01";
}
