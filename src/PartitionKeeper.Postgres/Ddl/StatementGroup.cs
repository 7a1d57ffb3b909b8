using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Statements of one transaction, or the one statement that must be outside any transaction. It happens as a whole or not at all.</summary>
public sealed record StatementGroup
{
    public const string Commit = "COMMIT";

    StatementGroup(string purpose, ImmutableArray<Statement> statements, bool inTransaction) =>
        (Purpose, Statements, InTransaction) = (purpose, statements, inTransaction);

    /// <summary>What it is for, in a few words; a comment in the script.</summary>
    public string Purpose { get; }

    public ImmutableArray<Statement> Statements { get; }

    public bool InTransaction { get; }

    /// <summary>The step is done even when this fails, which is only logged.</summary>
    public bool Optional { get; init; }

    /// <summary>What does instead when PostgreSQL refuses this.</summary>
    public StatementGroup? Fallback { get; init; }

    /// <summary>It detaches: when it fails, or is cut off, the partition may be detached or detach pending all the same.</summary>
    public bool Detaches { get; init; }

    /// <summary>It finishes a detach that is pending.</summary>
    public bool Finalizes { get; init; }

    public static StatementGroup Transaction(string purpose, params ImmutableArray<Statement> statements) => new(purpose, statements, inTransaction: true);

    public static StatementGroup OutsideTransaction(string purpose, Statement statement) => new(purpose, [statement], inTransaction: false);

    /// <summary>Everything that is sent for the group, in order, settings included.</summary>
    public IEnumerable<StatementLine> Lines()
    {
        var scope = InTransaction ? "SET LOCAL" : "SET";
        (TimeSpan Lock, TimeSpan Statement, string? Role) now = default;

        if (InTransaction)
            yield return new StatementLine("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");

        foreach (var statement in Statements)
        {
            if (statement.LockTimeout.Value != now.Lock)
                yield return new StatementLine($"{scope} lock_timeout = {Literal.Milliseconds(statement.LockTimeout.Value)}");

            if (statement.StatementTimeout.Value != now.Statement)
                yield return new StatementLine($"{scope} statement_timeout = {Literal.Milliseconds(statement.StatementTimeout.Value)}");

            if (statement.Role != now.Role)
                yield return new StatementLine(statement.Role is { } role ? $"{scope} ROLE {Identifier.Quote(role)}" : "RESET ROLE");

            now = (statement.LockTimeout.Value, statement.StatementTimeout.Value, statement.Role);
            yield return new StatementLine(statement.Sql, statement);
        }

        if (InTransaction)
            yield return new StatementLine(Commit);
        else if (now.Role is not null)
            yield return new StatementLine("RESET ROLE");
    }
}

/// <param name="Statement">Null: a setting, BEGIN or COMMIT.</param>
public readonly record struct StatementLine(string Sql, Statement? Statement = null);
