using System.Text;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>Runs what <c>plan --output sql</c> prints: by psql where the machine has one, else statement by statement.</summary>
static class PlanScriptRun
{
    static readonly bool HasPsql = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "psql")));

    public static Task ExecuteAsync(string script, string connectionString, CancellationToken cancellationToken) =>
        HasPsql ? ByPsqlAsync(script, connectionString, cancellationToken) : ByStatementAsync(script, connectionString, cancellationToken);

    static async Task ByPsqlAsync(string script, string connectionString, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var file = Path.Combine(Path.GetTempPath(), $"plan-{Guid.NewGuid():n}.sql");
        await File.WriteAllTextAsync(file, script, cancellationToken);
        try
        {
            var environment = new Dictionary<string, string?> { ["PGPASSWORD"] = target.Password };
            await using var psql = ProcessRun.Start(
                "psql",
                ["-X", "-q", "-f", file, "-h", target.Host ?? "", "-p", $"{target.Port}", "-U", target.Username ?? "", "-d", target.Database ?? ""],
                environment);
            Assert.True(await psql.WaitForExitAsync(cancellationToken: cancellationToken) == 0, psql.Transcript());
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>For scripts of plans, in which a statement ends where a line ends in a semicolon outside of dollar quotes.</summary>
    static async Task ByStatementAsync(string script, string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        var statement = new StringBuilder();
        var mayFail = false;
        foreach (var line in script.Split('\n'))
        {
            if (statement.Length == 0 && line.StartsWith('\\'))
            {
                mayFail = line.EndsWith("ON_ERROR_STOP off", StringComparison.Ordinal);
                continue;
            }

            if (statement.Length == 0 && (line.Length == 0 || line.StartsWith("--", StringComparison.Ordinal)))
                continue;

            statement.Append(line).Append('\n');
            var text = statement.ToString();
            if (!line.EndsWith(';') || text.Split('$').Length % 4 is not 1)
                continue;

            statement.Clear();
            await using var command = new NpgsqlCommand(text, connection);
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException) when (mayFail)
            {
                // As psql goes on with ON_ERROR_STOP off.
            }
        }

        Assert.Equal(0, statement.Length);
    }
}
