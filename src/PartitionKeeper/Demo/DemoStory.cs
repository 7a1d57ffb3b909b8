using System.Collections.Immutable;
using PartitionKeeper.Cli;
using PartitionKeeper.Cli.Text;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Demo;

/// <summary>Shows what PartitionKeeper does, by its own verbs, as a user would type them.</summary>
/// <param name="server">The connection string of a role that may create databases.</param>
sealed class DemoStory(string server, TimeProvider time)
{
    readonly Page _page = new(Terminal.Output);

    /// <returns>False when something came out otherwise than it was told.</returns>
    public async Task<bool> TellAsync(DemoSample sample, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateAsync(
            server, $"partition_keeper_demo_{sample.Name}", complaint => Console.Error.WriteLine($"demo: {complaint}"), cancellationToken);
        Chapter($"Sample \"{sample.Name}\"", sample.Story);
        await database.FillAsync(await File.ReadAllTextAsync(sample.Script, cancellationToken), cancellationToken);

        var told = true;
        told &= await ShowAsync(sample, database, "How do the tables stand?", "status", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, database, "What would a run do? Nothing is changed yet.", "plan", ExitCode.ChangesPending, cancellationToken);
        told &= await ShowAsync(sample, database, "Now do it.", "apply", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, database, "How do they stand now?", "status", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, database, "Is all well? This is for monitoring: the exit code tells.", "check", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, database, "And again: there must be nothing left to do.", "apply", ExitCode.Done, cancellationToken);
        told &= await ShowAsync(sample, database, "The plan is empty, too.", "plan", ExitCode.Done, cancellationToken);
        return told;
    }

    public void Close(bool told)
    {
        Chapter("That was it", "The worker (./partition-keeper run) does this by itself: on its schedule, once a day in between, and after each edit of the configuration. What was made for the demo is removed now.");
        if (!told)
            _page.Wrapped(new Cell("Something came out otherwise than it should have: see the lines marked with !!.", Styles.Bad), indent: 0);
    }

    async Task<bool> ShowAsync(DemoSample sample, ScratchDatabase database, string why, string verb, ExitCode expected, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _page.Wrapped(new Cell(why, Styles.Quiet), indent: 2, first: new Cell("#", Styles.Quiet));
        _page.Line(new Cell($"$ ./partition-keeper {verb} --config {sample.SettingsTyped}", Styles.Heading));
        _page.Blank();

        ImmutableArray<KeyValuePair<string, string>> overrides =
            [new("ConnectionStrings:Default", database.ConnectionString), new("Logging:LogLevel:Default", "Critical")];
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
