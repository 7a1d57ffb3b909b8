using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>One statement with what an operator must weigh. One that may wait for a lock for ever cannot be built.</summary>
public sealed record Statement
{
    /// <param name="role">The role it runs as; null: the session's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">A timeout is zero (which is "none" to PostgreSQL) or below the millisecond that PostgreSQL counts in.</exception>
    public Statement(string sql, LockLevel level, TableName? locks, LockTimeout lockTimeout, StatementTimeout statementTimeout, string? role = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        ArgumentOutOfRangeException.ThrowIfLessThan(lockTimeout.Value, TimeSpan.FromMilliseconds(1), nameof(lockTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(statementTimeout.Value, TimeSpan.FromMilliseconds(1), nameof(statementTimeout));

        (Sql, Level, Locks, LockTimeout, StatementTimeout, Role) = (sql, level, locks, lockTimeout, statementTimeout, role);
    }

    /// <summary>Without a semicolon at the end.</summary>
    public string Sql { get; }

    /// <summary>The strongest lock it takes.</summary>
    public LockLevel Level { get; }

    /// <summary>What it locks so; null when it locks no table of the user's.</summary>
    public TableName? Locks { get; }

    public LockTimeout LockTimeout { get; }

    public StatementTimeout StatementTimeout { get; }

    public string? Role { get; }

    /// <summary>It does nothing but take a lock: the time it takes is the time it waited.</summary>
    public bool OnlyLocks { get; init; }

    /// <summary>Its count of rows is the step's count of rows.</summary>
    public bool MovesRows { get; init; }
}
