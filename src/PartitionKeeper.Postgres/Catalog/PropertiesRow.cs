using System.Collections.Immutable;
using System.Text.Json;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>A row of <c>properties.sql</c>; the arrays of one prefix run in parallel.</summary>
sealed class PropertiesRow
{
    public long TableOid { get; init; }
    public bool RowSecurity { get; init; }
    public bool ForceRowSecurity { get; init; }
    public string[] Options { get; init; } = [];
    public string ReplicaIdentity { get; init; } = "d";
    public string? IndexSchema { get; init; }
    public string? IndexName { get; init; }
    public string?[] GrantColumns { get; init; } = [];
    public string?[] Grantees { get; init; } = [];
    public string[] Privileges { get; init; } = [];
    public bool[] Grantables { get; init; } = [];
    public string[] PolicyNames { get; init; } = [];
    public string[] PolicyCommands { get; init; } = [];
    public bool[] PolicyPermissives { get; init; } = [];
    public string[] PolicyRoles { get; init; } = [];
    public string?[] PolicyUsings { get; init; } = [];
    public string?[] PolicyChecks { get; init; } = [];
    public string[] ColumnNames { get; init; } = [];
    public string?[] StatisticsTargets { get; init; } = [];
    public string?[] ColumnOptions { get; init; } = [];

    public PartitionProperties Properties() => new()
    {
        RowSecurity = RowSecurity,
        ForceRowSecurity = ForceRowSecurity,
        Options = [.. Options],
        ReplicaIdentity = ReplicaIdentity switch
        {
            "f" => Planning.ReplicaIdentity.Full,
            "n" => Planning.ReplicaIdentity.Nothing,
            // An index of the template's alone has no counterpart on another partition.
            "i" when IndexName is not null => Planning.ReplicaIdentity.Index,
            _ => Planning.ReplicaIdentity.Default,
        },
        ReplicaIdentityIndex = IndexSchema is null || IndexName is null ? null : new TableName(IndexSchema, IndexName),
        Grants = [.. Enumerable.Range(0, Privileges.Length).Select(i => new TableGrant(Grantees[i], GrantColumns[i], Privileges[i], Grantables[i]))],
        Policies =
        [
            .. Enumerable.Range(0, PolicyNames.Length).Select(i =>
                new RowPolicy(PolicyNames[i], PolicyCommands[i], PolicyPermissives[i], Names(PolicyRoles[i]), PolicyUsings[i], PolicyChecks[i])),
        ],
        Columns =
        [
            .. Enumerable.Range(0, ColumnNames.Length).Select(i =>
                new ColumnProperties(ColumnNames[i], StatisticsTargets[i] is { } target ? int.Parse(target) : null, [.. Names(ColumnOptions[i]).Select(option => option!)])),
        ],
    };

    static ImmutableArray<string?> Names(string? json) => json is null ? [] : [.. JsonSerializer.Deserialize<string?[]>(json)!];
}
