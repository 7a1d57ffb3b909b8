using System.Resources;

namespace PartitionKeeper.Postgres;

/// <summary>The <c>.sql</c> files that are built into the program, by their path: <c>Execution/Sql/blockers.sql</c>.</summary>
static class SqlFile
{
    public static string Read(string path)
    {
        var name = $"PartitionKeeper.Postgres.{path.Replace('/', '.')}";
        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream(name) ?? throw new MissingManifestResourceException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
