namespace PartitionKeeper.Demo;

/// <summary>Finds the programs of a PostgreSQL on this machine.</summary>
static class PostgresPrograms
{
    const string Variable = "PARTITIONKEEPER_POSTGRES_BIN";

    /// <summary>The folder that holds <c>initdb</c> and <c>pg_ctl</c>: named by the environment, else found on the path, else the newest of Debian's.</summary>
    /// <exception cref="DemoException">There is none; the message says where was looked and what to do.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return IsComplete(named) ? named : throw new DemoException($"{Variable} is {named}, where there is no initdb and pg_ctl; set it to the bin folder of a PostgreSQL of version 14 or later");

        return PathFolders().Concat(DebianFolders()).FirstOrDefault(IsComplete)
            ?? throw new DemoException($"no PostgreSQL programs were found: {Variable} is not set, and there is no initdb on the path or in /usr/lib/postgresql/*/bin. "
                + "From a clone, scripts/demo.sh gets one; otherwise install PostgreSQL's server package");
    }

    static bool IsComplete(string folder) => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"));

    static string[] PathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    static IEnumerable<string> DebianFolders() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
}
