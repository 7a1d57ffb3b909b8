using System.Diagnostics;

namespace PartitionKeeper.Demo;

/// <summary>A program that the demo needs did not do its work.</summary>
sealed class DemoException(string message) : Exception(message);

/// <summary>Runs another program to its end.</summary>
static class ChildProcess
{
    /// <returns>What it wrote to stdout.</returns>
    /// <exception cref="DemoException">It could not be started, or ended with an error; the message has the end of what it said.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Start(start);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));

        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new DemoException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {Tail(await error + await output)}");
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new DemoException($"{start.FileName} could not be started");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new DemoException($"{start.FileName} could not be started: {e.Message}");
        }
    }

    static string Tail(string text) => string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(5));
}
