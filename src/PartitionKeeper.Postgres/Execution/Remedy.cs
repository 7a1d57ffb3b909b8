using System.Globalization;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>What to do about a refusal of PostgreSQL, by its SQLSTATE.</summary>
static class Remedy
{
    public static string For(PostgresException e, PlanStep step, PartitionedTable? table, SafetySettings safety) => e.SqlState switch
    {
        GuardSqlState.NotDetached =>
            $"find out what {step.Partition} is now; if it may go, drop it by hand, and mark its row in detached_partition as dropped",
        GuardSqlState.Referenced =>
            $"move the rows of {step.Range} out of the default partition by hand, with the tables that reference them, then {step.Partition} is created by the next run",
        PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.UniqueViolation when step is PlanStep.CreatePartition or PlanStep.DrainDefault =>
            $"rename or drop what is called {step.Partition} and is not that partition, or set another PartitionName",
        PostgresErrorCodes.InvalidObjectDefinition =>
            $"another partition of {step.Table} covers a part of {step.Range} since the plan was made; plan again",
        PostgresErrorCodes.CheckViolation when step is PlanStep.CreatePartition =>
            $"the default partition of {step.Table} holds rows of {step.Range} that came after the plan was made, or that could not be counted (then the run warned of it); the next run drains those that it can count, unless DefaultPartition is \"refuse\"",
        PostgresErrorCodes.CheckViolation when step is PlanStep.DrainDefault =>
            $"rows of {step.Range} are left in the default partition; look whether a rule, or row security that is forced on the owner, hides them",
        PostgresErrorCodes.CheckViolation =>
            $"{step.Partition} holds rows outside of {step.Range}; delete or move them",
        PostgresErrorCodes.ForeignKeyViolation when table is { ReferencedBy.IsEmpty: false } =>
            $"delete the rows that reference {step.Partition} first (foreign keys {string.Join(", ", table.ReferencedBy.Select(key => $"{Identifier.Quote(key.Name)} of {key.Table}"))}), or keep them out of retention's reach",
        PostgresErrorCodes.ForeignKeyViolation => $"delete the rows that reference {step.Partition}, or add those it references",
        PostgresErrorCodes.DependentObjectsStillExist => "drop or change what depends on the table; nothing is dropped with CASCADE",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
            "the table was dropped, renamed or moved since the plan was made; plan again",
        PostgresErrorCodes.ObjectNotInPrerequisiteState when step is PlanStep.DetachPartition { Concurrently: true } =>
            $"{step.Table} has a default partition or another pending detach since the plan was made; plan again",
        PostgresErrorCodes.QueryCanceled when step is PlanStep.DrainDefault drain =>
            string.Create(CultureInfo.InvariantCulture, $"moving {drain.Rows} rows took longer than Safety:StatementTimeout ({safety.StatementTimeout.Value.TotalSeconds:0.#} s), and the table is locked meanwhile; raise it for a quiet hour, or move rows out by hand"),
        PostgresErrorCodes.QueryCanceled =>
            string.Create(CultureInfo.InvariantCulture, $"a statement took longer than Safety:StatementTimeout ({safety.StatementTimeout.Value.TotalSeconds:0.#} s) or was cancelled on the server; raise it if that recurs"),
        PostgresErrorCodes.DatatypeMismatch or PostgresErrorCodes.InternalError when step is PlanStep.FinalizeDetach =>
            $"{step.Table} was changed while the detach was pending: undo that change (a column that was added: drop it), or copy the rows of {step.Partition} out and drop it",
        PostgresErrorCodes.WrongObjectType or PostgresErrorCodes.DatatypeMismatch when step is PlanStep.AttachPartition =>
            $"{step.Partition} has not the columns of {step.Table} any more; make them equal, then it is attached by the next run",
        PostgresErrorCodes.ReadOnlySqlTransaction => "the server is read-only (a standby?); connect to the primary",
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.TooManyConnections => "the server is out of resources; free some",
        _ => "nothing was changed by this step; put right what the message names, the next run tries again",
    };
}
