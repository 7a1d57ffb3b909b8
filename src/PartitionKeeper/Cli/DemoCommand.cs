using System.CommandLine;
using PartitionKeeper.Configuration;
using PartitionKeeper.Demo;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Cli;

/// <summary><c>demo</c>: sample tables in databases of their own, and full runs on them. Touches no other database and leaves nothing behind.</summary>
sealed class DemoCommand(TimeProvider time)
{
    /// <summary>Where it is set, the demo's databases are made on that server, and no server is started.</summary>
    const string Variable = "PARTITIONKEEPER_TEST_POSTGRES";

    public Command Build()
    {
        var command = new Command("demo", "Make sample tables on a throw-away PostgreSQL, show full runs on them, and clean up");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var samples = DemoSample.FindAll();
            var given = Environment.GetEnvironmentVariable(Variable);
            Console.Error.WriteLine(string.IsNullOrEmpty(given) ? "Starting a throw-away PostgreSQL …" : $"Making databases of its own on {ConnectionStringMask.Mask(given)} …");
            await using var server = string.IsNullOrEmpty(given) ? await DemoServer.StartAsync(cancellationToken) : null;
            var story = new DemoStory(server?.ConnectionString ?? given!, time);
            var told = true;

            foreach (var sample in samples)
                told &= await story.TellAsync(sample, cancellationToken);

            story.Close(told);
            return (int)(told ? ExitCode.Done : ExitCode.Failed);
        }
        catch (Exception e) when (e is DemoException or DatabaseUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine($"demo: {e.Message}");
            return (int)ExitCode.Failed;
        }
        catch (Exception e) when (e is OperationCanceledException or DemoException or DatabaseUnavailableException) // Ctrl-C reaches the programs that were started, too
        {
            return (int)ExitCode.Interrupted;
        }
    }
}
