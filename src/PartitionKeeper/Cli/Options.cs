using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PartitionKeeper.Configuration;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Cli;

/// <summary>Options that several verbs have.</summary>
static class Options
{
    static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static Option<string?> Config { get; } = new("--config", "-c")
    {
        Description = "The configuration; without it appsettings.json in the current directory, else beside the program",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string?> Database { get; } = new("--database") { Description = "Only this database, by the name of its connection string", HelpName = "NAME" };

    public static Option<TablePattern?> Table { get; } = new("--table", "-t")
    {
        Description = "Only this table, as in the configuration: public.calls, 'tenant_*.messages'",
        HelpName = "TABLE",
        CustomParser = ReadTable,
    };

    public static Option<DateTimeOffset?> AsOf { get; } = new("--as-of")
    {
        Description = "Plan as if it were then: a date, or a date and time (UTC unless it has an offset)",
        HelpName = "TIME",
        CustomParser = ReadTime,
    };

    public static Option<int?> ApproveRetire { get; } = new("--approve-retire")
    {
        Description = "Retire up to N partitions of each table, though more than its MaxPerRun are due",
        HelpName = "N",
        CustomParser = ReadCount,
    };

    /// <param name="forms">Those that the verb has, the default first.</param>
    public static Option<OutputFormat> Output(params OutputFormat[] forms)
    {
        var names = forms.ToDictionary(form => form.ToString().ToLowerInvariant());
        return new Option<OutputFormat>("--output", "-o")
        {
            Description = $"How the result is written (default: {names.Keys.First()})",
            HelpName = string.Join('|', names.Keys),
            CustomParser = argument =>
            {
                if (!names.TryGetValue(argument.Tokens[0].Value.ToLowerInvariant(), out var form))
                    argument.AddError($"--output {argument.Tokens[0].Value}: {Nearest.Hint(argument.Tokens[0].Value, names.Keys)}");
                return form;
            },
        };
    }

    public static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    static DateTimeOffset? ReadTime(ArgumentResult argument)
    {
        if (ReadTime(argument.Tokens[0].Value) is { } time)
            return time;

        argument.AddError($"--as-of {argument.Tokens[0].Value} is not a time; write 2027-01-31, or 2027-01-31T02:00 (UTC), or 2027-01-31T02:00+01:00");
        return null;
    }

    static TablePattern? ReadTable(ArgumentResult argument)
    {
        if (TablePattern.TryParse(argument.Tokens[0].Value, out var pattern, out var error))
            return pattern;

        argument.AddError($"--table {argument.Tokens[0].Value}: {error}");
        return null;
    }

    static int? ReadCount(ArgumentResult argument)
    {
        if (int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            return count;

        argument.AddError($"--approve-retire {argument.Tokens[0].Value} is not a number of partitions; write a whole number of at least 1");
        return null;
    }
}
