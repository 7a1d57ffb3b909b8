using Dapper;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Adds to a refusal what PostgreSQL keeps in its DETAIL (which may hold rows, and is not read) or does not say: what depends on a table, which GRANT is missing.</summary>
sealed class RefusalDetails(StepContext context, PlanStep step, PartitionedTable? table)
{
    static readonly string Dependents = SqlFile.Read("Execution/Sql/dependents.sql");

    public async Task<string> MessageAsync(PostgresException e, CancellationToken cancellationToken) =>
        e.SqlState == PostgresErrorCodes.DependentObjectsStillExist && step is PlanStep.DropDetachedTable drop
            ? $"{e.MessageText}: {string.Join(", ", await DependentsAsync(drop.Oid, cancellationToken))}"
            : e.MessageText;

    public async Task<string> RemedyAsync(PostgresException e, CancellationToken cancellationToken)
    {
        if (e.SqlState != PostgresErrorCodes.InsufficientPrivilege)
            return Remedy.For(e, step, table, context.Safety);

        var privileges = await Privileges.ReadAsync(context.Connection, table?.Owner, step.Partition.Schema, cancellationToken);
        return privileges.Remedy(step, table?.Owner);
    }

    Task<IEnumerable<string>> DependentsAsync(uint oid, CancellationToken cancellationToken) =>
        context.Connection.QueryAsync<string>(new CommandDefinition(Dependents, new { Oid = (long)oid }, cancellationToken: cancellationToken));
}
