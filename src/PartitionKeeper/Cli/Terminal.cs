using Spectre.Console;

namespace PartitionKeeper.Cli;

/// <summary>What the standard streams can show.</summary>
static class Terminal
{
    /// <summary>For files and pipes, so that what is written there does not depend on somebody's window.</summary>
    public const int WidthOfPipes = 120;

    /// <summary>https://no-color.org: set to anything but nothing, it is honoured.</summary>
    public static bool ColoursAllowed =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    public static bool OutputIsTerminal => !Console.IsOutputRedirected;

    public static IAnsiConsole Output { get; } = Create(Console.Out, OutputIsTerminal && ColoursAllowed, Width());

    public static IAnsiConsole Create(TextWriter writer, bool colours, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Links = false;
        return console;
    }

    static int Width()
    {
        try
        {
            return OutputIsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : WidthOfPipes;
        }
        catch (IOException) // a terminal that does not tell
        {
            return WidthOfPipes;
        }
    }
}
