using Npgsql;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>Runs a script as users do: by psql, where there is one, otherwise statement by statement as psql would.</summary>
static class Psql
{
    public static async Task RunAsync(TestDatabase database, string script)
    {
        if (await FindAsync() is not { } psql)
        {
            await RunWithoutAsync(database, script);
            return;
        }

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script);
            var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            await using var run = ProcessRun.Start(
                psql, ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", file],
                new Dictionary<string, string?>
                {
                    ["PGHOST"] = server.Host,
                    ["PGPORT"] = $"{server.Port}",
                    ["PGUSER"] = server.Username,
                    ["PGPASSWORD"] = server.Password,
                    ["PGDATABASE"] = server.Database,
                });
            Assert.True(await run.WaitForExitAsync() == 0, run.Transcript());
        }
        finally
        {
            File.Delete(file);
        }
    }

    static async Task<string?> FindAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).ToList();
        await using var find = ProcessRun.Start("bash", [Repository.PathOf("scripts/postgres.sh"), "find"]);
        if (await find.WaitForExitAsync() == 0)
            folders.AddRange(find.Output);
        return folders.Select(folder => Path.Combine(folder, "psql")).FirstOrDefault(File.Exists);
    }

    /// <summary>Statements end at a semicolon at the end of a line, outside of dollar quotes.</summary>
    static async Task RunWithoutAsync(TestDatabase database, string script)
    {
        await using var connection = await database.OpenAsync();
        var statement = "";
        var quoted = false;
        foreach (var line in script.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal) && !line.StartsWith('\\')))
        {
            statement += line + "\n";
            quoted ^= line.Contains("$block$");
            if (quoted || !line.EndsWith(';'))
                continue;

            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
            statement = "";
        }
    }
}
