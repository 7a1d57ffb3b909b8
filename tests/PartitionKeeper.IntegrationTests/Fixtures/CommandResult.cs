using System.ComponentModel;
using System.Diagnostics;

namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>What a short-lived tool (docker, a script) printed and how it ended.</summary>
sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>The last line of what it complained about, for messages.</summary>
    public string Complaint => (Error.Length > 0 ? Error : Output).TrimEnd().Split('\n')[^1];

    /// <returns><see langword="null"/> when there is no such program.</returns>
    public static async Task<CommandResult?> RunAsync(TimeSpan timeout, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return new CommandResult(-1, "", $"no end after {timeout.TotalSeconds} s");
        }
    }
}
