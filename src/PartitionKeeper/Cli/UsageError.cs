using System.CommandLine;
using PartitionKeeper.Configuration;

namespace PartitionKeeper.Cli;

/// <summary>A wrong command line: one line on stderr that says what would be right.</summary>
static class UsageError
{
    public static int Report(string message)
    {
        Console.Error.WriteLine($"{message.TrimEnd('.')}; see --help");
        return (int)ExitCode.WrongUsage;
    }

    public static int Report(ParseResult parsed) => Report(Describe(parsed));

    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var stray = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;

        if (stray is null && command.Action is null && command.Subcommands.Count > 0)
            return $"{command.Name} needs one of {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}";

        if (stray is null)
            return parsed.Errors.Count > 0 ? parsed.Errors[0].Message : "the command line cannot be read";

        if (stray.StartsWith('-'))
            return $"{command.Name} has no option {stray}; {Nearest.Hint(stray, [.. KnownOptions(parsed)])}";

        var verbs = command.Subcommands.Select(verb => verb.Name).ToList();
        return verbs.Count > 0
            ? $"there is no verb \"{stray}\"; {Nearest.Hint(stray, verbs)}"
            : $"{command.Name} takes no argument \"{stray}\"";
    }

    static IEnumerable<string> KnownOptions(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Append(Options.Config).Select(option => option.Name).Distinct(StringComparer.Ordinal);
}
