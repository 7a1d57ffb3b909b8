using System.Collections.Immutable;
using PartitionKeeper.Cli;
using PartitionKeeper.Cli.Text;

namespace PartitionKeeper.Demo;

/// <summary>Shows what PartitionKeeper does, by its own verbs, as a user would type them.</summary>
sealed class DemoStory(DemoServer server, TimeProvider time)
{
    readonly Page _page = new(Terminal.Output);

    /// <returns>False when something came out otherwise than it was told.</returns>
    public async Task<bool> TellAsync(DemoSample sample, CancellationToken cancellationToken)
    {
        Chapter($"Sample \"{sample.Name}\"", sample.Story);
        await server.LoadAsync(sample.Name, sample.Script, cancellationToken);

        var told = true;
        told &= await ShowAsync(sample, "How do the tables stand?", "status", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, "What would a run do? Nothing is changed yet.", "plan", ExitCode.ChangesPending, cancellationToken);
        told &= await ShowAsync(sample, "Now do it.", "apply", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, "How do they stand now?", "status", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, "Is all well? This is for monitoring: the exit code tells.", "check", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, "And again: there must be nothing left to do.", "apply", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, "The plan is empty, too.", "plan", ExitCode.Done, cancellationToken);
        return told;
    }

    public void Close(bool told)
    {
        Chapter("That was it", "The worker (./partition-keeper run) does this by itself: on its schedule, once a day in between, and after each edit of the configuration. The throw-away server is removed now.");
        if (!told)
            _page.Wrapped(new Cell("Something came out otherwise than it should have: see the lines marked with !!.", Styles.Bad), indent: 0);
    }

    async Task<bool> ShowAsync(DemoSample sample, string why, string verb, ExitCode expected, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _page.Wrapped(new Cell(why, Styles.Quiet), indent: 2, first: new Cell("#", Styles.Quiet));
        _page.Line(new Cell($"$ ./partition-keeper {verb} --config {sample.SettingsTyped}", Styles.Heading));
        _page.Blank();

        ImmutableArray<KeyValuePair<string, string>> overrides =
            [new("ConnectionStrings:Default", server.ConnectionString(sample.Name)), new("Logging:LogLevel:Default", "Critical")];
        var exitCode = (ExitCode)await CommandLine.Build(new VerbFrame(overrides, time)).Parse([verb, "--config", sample.SettingsTyped]).InvokeAsync(CommandLine.Invocation, cancellationToken);

        cancellationToken.ThrowIfCancellationRequested();
        if (exitCode != expected)
            _page.Line(new Cell($"!! {verb} ended with exit code {(int)exitCode}, and {(int)expected} was expected", Styles.Bad));
        _page.Blank();
        return exitCode == expected;
    }

    void Chapter(string title, string text)
    {
        _page.Line(new Cell($"── {title} {new string('─', Math.Max(0, _page.Width - title.Length - 4))}", Styles.Heading));
        _page.Wrapped(text, indent: 0);
        _page.Blank();
    }
}
