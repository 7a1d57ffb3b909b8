using System.CommandLine;
using PartitionKeeper.Demo;

namespace PartitionKeeper.Cli;

/// <summary><c>demo</c>: a throw-away PostgreSQL with sample tables, and full runs on them. Touches no other database and leaves nothing behind.</summary>
sealed class DemoCommand(TimeProvider time)
{
    public Command Build()
    {
        var command = new Command("demo", "Start a throw-away PostgreSQL with sample tables, show full runs on them, and clean up");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var samples = DemoSample.FindAll();
            Console.Error.WriteLine("Starting a throw-away PostgreSQL …");
            await using var server = await DemoServer.StartAsync(cancellationToken);
            var story = new DemoStory(server, time);
            var told = true;

            foreach (var sample in samples)
                told &= await story.TellAsync(sample, cancellationToken);

            story.Close(told);
            return (int)(told ? ExitCode.Done : ExitCode.Failed);
        }
        catch (DemoException e) when (!cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine($"demo: {e.Message}");
            return (int)ExitCode.Failed;
        }
        catch (Exception e) when (e is OperationCanceledException or DemoException) // Ctrl-C reaches the programs that were started, too
        {
            return (int)ExitCode.Interrupted;
        }
    }
}
