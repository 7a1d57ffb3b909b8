using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using PartitionKeeper.Configuration;

namespace PartitionKeeper.Cli;

/// <summary>From arguments to a verb and its exit code.</summary>
static class CommandLine
{
    // Ctrl-C and SIGTERM are listened for by Interruption: the library would end the process after 2 s, clean-up or not.
    public static readonly InvocationConfiguration Invocation = new() { ProcessTerminationTimeout = null };

    // An answer file would be a surprise.
    static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments, TimeProvider time)
    {
        var split = CommandLineOverrides.Split(arguments);
        if (split.Error is not null)
            return UsageError.Report(split.Error);

        var parsed = Build(new VerbFrame(split.Overrides, time)).Parse([.. split.Rest], Parsing);
        if (parsed.Action is ParseErrorAction)
            return UsageError.Report(parsed);

        using var interruption = new Interruption();
        return await parsed.InvokeAsync(Invocation, interruption.Token);
    }

    public static RootCommand Build(VerbFrame frame)
    {
        var run = new RunCommand(frame);
        var root = new RootCommand("Keeps the time-partitioned tables of PostgreSQL databases in order.") { Options.Config };

        foreach (var verb in new[]
        {
            run.Build(), new PlanCommand(frame).Build(), new ApplyCommand(frame).Build(), new CheckCommand(frame).Build(), new StatusCommand(frame).Build(),
            new ConfigVerbs(frame).Build(), new DemoCommand(frame.Time).Build(),
        })
            root.Add(verb);

        root.SetAction(run.RunAsync);
        return root;
    }
}
