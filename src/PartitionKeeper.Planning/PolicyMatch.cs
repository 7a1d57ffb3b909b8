using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>Which policy keeps which table.</summary>
/// <param name="ByName">The policy names the table itself, without a wildcard.</param>
sealed record PolicyMatch(PartitionedTable Table, PartitionPolicy Policy, bool ByName)
{
    /// <summary>Matches in the order of the tables' names; what a policy asks for and the catalog does not show becomes a finding.</summary>
    public static ImmutableArray<PolicyMatch> Find(PlanRequest request, List<Finding> findings)
    {
        var tables = request.Catalog.Tables.OrderBy(table => table.Name).ToList();
        foreach (var policy in request.Policies)
        {
            if (policy.Table.Exact is { } name)
                AddMissing(request, policy.Table.Text, name, tables, findings);
            else if (request.OnlyTable is null && !tables.Any(table => Fits(policy, table)))
                findings.Add(NothingMatches(policy));
        }

        var matches = tables.Select(table => For(table, request.Policies)).OfType<PolicyMatch>().Where(match => match.Wanted(request)).ToImmutableArray();
        if (request.OnlyTable is { } only && matches.IsEmpty && !findings.Exists(finding => finding.Table is { } table && only.Matches(table)))
            findings.Add(NotKept(only));

        return matches;
    }

    bool Wanted(PlanRequest request) => request.OnlyTable?.Matches(Table.Name) ?? true;

    static PolicyMatch? For(PartitionedTable table, ImmutableArray<PartitionPolicy> policies) =>
        policies.FirstOrDefault(policy => policy.Table.Exact == table.Name) is { } exact
            ? table.Strategy == PartitionStrategy.Range ? new PolicyMatch(table, exact, ByName: true) : null
            : policies.FirstOrDefault(policy => Fits(policy, table)) is { } first ? new PolicyMatch(table, first, ByName: false) : null;

    // What a wildcard happens to meet need not be meant: partitions that are partitioned again, and lists and hashes.
    static bool Fits(PartitionPolicy policy, PartitionedTable table) =>
        policy.Table.Exact is null && !table.IsPartition && table.Strategy == PartitionStrategy.Range && policy.Table.Matches(table.Name);

    static void AddMissing(PlanRequest request, string pattern, TableName name, List<PartitionedTable> tables, List<Finding> findings)
    {
        if (request.OnlyTable?.Matches(name) == false || findings.Exists(finding => finding.Table == name))
            return;

        if (tables.Find(table => table.Name == name) is { } table)
        {
            if (table.Strategy != PartitionStrategy.Range)
                findings.Add(NotRange(name, $"is partitioned by {table.Strategy.ToString().ToLowerInvariant()}, not by range"));
        }
        else if (request.Catalog.Relations.FirstOrDefault(relation => relation.Name == name) is { } other)
        {
            findings.Add(NotRange(name, $"is a {other.Kind}, not a table partitioned by range"));
        }
        else
        {
            findings.Add(new Finding(
                FindingCode.TableMissing, Severity.Error, name, null,
                $"There is no table {name}, which the policy {pattern} names; nothing is done for it.",
                "Correct the name (write it as in SQL, with its schema), create the table, or remove the policy.", BlocksWork: true));
        }
    }

    static Finding NotRange(TableName name, string what) => new(
        FindingCode.NotRangePartitioned, Severity.Error, name, null,
        $"{name} {what}; nothing is done for it.",
        "Partition the table by range of a time, or remove the policy.", BlocksWork: true);

    static Finding NothingMatches(PartitionPolicy policy) => new(
        FindingCode.TableMissing, Severity.Warning, null, null,
        $"The policy {policy.Table.Text} matches no table that is partitioned by range; nothing is done for it.",
        "Correct the pattern, or remove the policy if it is no longer needed.");

    static Finding NotKept(TablePattern only) => new(
        FindingCode.TableMissing, Severity.Error, only.Exact, null,
        $"No policy keeps {only.Text}, or there is no such table partitioned by range; nothing is done.",
        "Check the name, and that the configuration has a policy for it.", BlocksWork: true);
}
