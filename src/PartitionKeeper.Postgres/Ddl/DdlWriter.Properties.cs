using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

sealed partial class DdlWriter
{
    /// <summary>Part of CREATE TABLE.</summary>
    static string StorageParameters(PartitionProperties properties) =>
        properties.Options.IsEmpty ? "" : $" WITH ({string.Join(", ", properties.Options.Select(Setting))})";

    /// <summary>What is given to the new table while nobody else can see it.</summary>
    static IEnumerable<string> BeforeAttach(TableName partition, PartitionProperties properties)
    {
        foreach (var column in properties.Columns)
        {
            var alter = $"ALTER TABLE {partition} ALTER COLUMN {Identifier.Quote(column.Column)}";
            if (column.StatisticsTarget is { } target)
                yield return $"{alter} SET STATISTICS {target}";
            if (!column.Options.IsEmpty)
                yield return $"{alter} SET ({string.Join(", ", column.Options.Select(Setting))})";
        }

        foreach (var grant in properties.Grants)
        {
            var column = grant.Column is { } name ? $" ({Identifier.Quote(name)})" : "";
            yield return $"GRANT {grant.Privilege}{column} ON TABLE {partition} TO {Role(grant.Grantee)}{(grant.Grantable ? " WITH GRANT OPTION" : "")}";
        }

        foreach (var policy in properties.Policies)
            yield return Policy(partition, policy);
        if (properties.RowSecurity)
            yield return $"ALTER TABLE {partition} ENABLE ROW LEVEL SECURITY";
        if (properties.ForceRowSecurity)
            yield return $"ALTER TABLE {partition} FORCE ROW LEVEL SECURITY";

        if (properties.ReplicaIdentity is ReplicaIdentity.Full or ReplicaIdentity.Nothing)
            yield return $"ALTER TABLE {partition} REPLICA IDENTITY {(properties.ReplicaIdentity == ReplicaIdentity.Full ? "FULL" : "NOTHING")}";
    }

    static string Policy(TableName partition, RowPolicy policy) =>
        $"CREATE POLICY {Identifier.Quote(policy.Name)} ON {partition} AS {(policy.Permissive ? "PERMISSIVE" : "RESTRICTIVE")} FOR {policy.Command}"
        + $" TO {string.Join(", ", policy.Roles.Select(Role))}"
        + (policy.Using is { } rows ? $" USING ({rows})" : "")
        + (policy.Check is { } check ? $" WITH CHECK ({check})" : "");

    /// <summary>The partition's index exists, and has a name, only after ATTACH made it.</summary>
    static string? ReplicaIdentityByIndex(TableName partition, PartitionProperties properties) =>
        properties is not { ReplicaIdentity: ReplicaIdentity.Index, ReplicaIdentityIndex: { } index } ? null
        : Literal.Block($"""
            BEGIN
              EXECUTE (
                SELECT pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', {Literal.Text(partition.ToString())}, c.relname)
                FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_index i ON i.indexrelid = h.inhrelid JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                WHERE h.inhparent = {Literal.OidOf(index)} AND i.indrelid = {Literal.OidOf(partition)});
            END
            """);

    static string Role(string? role) => role is null ? "PUBLIC" : Identifier.Quote(role);

    /// <summary><c>name=value</c> or <c>toast.name=value</c>, as the catalog keeps it, as SQL.</summary>
    static string Setting(string option)
    {
        var at = option.IndexOf('=', StringComparison.Ordinal);
        var name = at < 0 ? option : option[..at];
        return string.Join('.', name.Split('.').Select(Identifier.Quote)) + (at < 0 ? "" : $" = {Literal.Text(option[(at + 1)..])}");
    }
}
