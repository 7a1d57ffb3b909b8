using Dapper;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Says which GRANT is missing when PostgreSQL refuses for want of a privilege.</summary>
sealed record Privileges
{
    static readonly string Sql = SqlFile.Read("Execution/Sql/privileges.sql");

    /// <summary>The role that logged in.</summary>
    public string Role { get; init; } = "";

    public bool IsMember { get; init; }

    public bool OwnerMayCreate { get; init; }

    public bool MayCreateSchema { get; init; }

    public static Task<Privileges> ReadAsync(NpgsqlConnection connection, string? owner, string schema, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<Privileges>(new CommandDefinition(Sql, new { Owner = owner, Schema = schema }, cancellationToken: cancellationToken));

    public string Remedy(PlanStep step, string? owner)
    {
        if (owner is not null && !IsMember)
            return $"GRANT {Identifier.Quote(owner)} TO {Identifier.Quote(Role)}: what owns {step.Table} may change its partitions";
        if (owner is not null && !OwnerMayCreate && step is PlanStep.CreatePartition or PlanStep.DrainDefault)
            return $"GRANT CREATE ON SCHEMA {Identifier.Quote(step.Partition.Schema)} TO {Identifier.Quote(owner!)}: new partitions belong to the owner of {step.Table}";
        return step switch
        {
            PlanStep.DropDetachedTable or PlanStep.AttachPartition =>
                $"make {Identifier.Quote(Role)} a member of the role that owns {step.Partition} (GRANT that role TO {Identifier.Quote(Role)}), or give the table to the owner of {step.Table}",
            PlanStep.DetachPartition or PlanStep.FinalizeDetach =>
                $"the owner of {step.Table} needs SELECT on the tables whose foreign keys reference it",
            _ => $"give {Identifier.Quote(owner ?? Role)} the privilege that the message names (tablespace, type or function of a column)",
        };
    }

    /// <summary>When the state schema cannot be made or used.</summary>
    public string StateRemedy(string schema) => MayCreateSchema
        ? $"let {Identifier.Quote(Role)} use its tables: {StateWriter.HandOver(schema, Role)}, and the tables in it likewise"
        : $"as an administrator: {StateWriter.MakeFor(schema, Role)}";
}
