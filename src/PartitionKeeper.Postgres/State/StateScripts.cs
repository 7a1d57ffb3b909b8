using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>The numbered scripts that make our own tables: <c>State/Sql/0001_….sql</c>, with <c>{schema}</c> in place of the schema's name.</summary>
static class StateScripts
{
    static readonly ImmutableArray<(int Version, string Sql)> Numbered = [.. Read()];

    /// <summary>The version that the last script makes.</summary>
    public static int Newest => Numbered[^1].Version;

    /// <summary>The scripts that lead on from <paramref name="version"/>, each of several statements without a semicolon at the end.</summary>
    public static IEnumerable<string> After(int version, string schema) =>
        Numbered.Where(script => script.Version > version).Select(script => For(schema, script.Sql));

    /// <summary>The statement in the file <paramref name="name"/>.</summary>
    public static string Named(string name, string schema) => For(schema, SqlFile.Read($"State/Sql/{name}"));

    static string For(string schema, string sql) => sql.Replace("{schema}", Identifier.Quote(schema));

    static IEnumerable<(int Version, string Sql)> Read()
    {
        const string Folder = "PartitionKeeper.Postgres.State.Sql.";
        return typeof(StateScripts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && char.IsAsciiDigit(name[Folder.Length]))
            .Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan(Folder.Length, 4)), SqlFile.Read($"State/Sql/{name[Folder.Length..]}")));
    }
}
