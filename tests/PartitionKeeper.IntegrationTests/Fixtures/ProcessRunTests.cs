namespace PartitionKeeper.IntegrationTests.Fixtures;

public sealed class ProcessRunTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_exit_code_environment_and_folder_are_the_childs()
    {
        await using var run = ProcessRun.Start(
            "bash", ["-c", "pwd; echo $GREETING >&2; read -r line || exit 3"], new Dictionary<string, string?> { ["GREETING"] = "good evening" }, "/");

        var exitCode = await run.WaitForExitAsync(cancellationToken: Token);

        Assert.Equal(3, exitCode);
        Assert.Equal(["/"], run.Output);
        Assert.Equal(["good evening"], run.Error);
    }

    [Fact]
    public async Task A_line_is_waited_for_and_a_terminated_child_can_finish()
    {
        await using var run = ProcessRun.Start("bash", ["-c", "sleep 300 & trap 'echo bye; kill $!; exit 7' TERM; echo ready; wait"]);

        await run.WaitForOutputAsync(line => line == "ready", cancellationToken: Token);
        run.Terminate();
        var exitCode = await run.WaitForExitAsync(cancellationToken: Token);

        Assert.Equal(7, exitCode);
        Assert.Equal(["ready", "bye"], run.Output);
        Assert.Equal("bye", await run.WaitForOutputAsync(line => line == "bye", cancellationToken: Token));
    }

    [Fact]
    public async Task A_killed_child_is_gone_at_once()
    {
        await using var run = ProcessRun.Start("bash", ["-c", "trap '' TERM; echo ready; exec sleep 300"]);
        await run.WaitForOutputAsync(line => line == "ready", cancellationToken: Token);

        run.Kill();

        Assert.Equal(128 + 9, await run.WaitForExitAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task A_child_that_ends_without_the_line_is_told_with_what_it_printed()
    {
        await using var run = ProcessRun.Start("bash", ["-c", "echo something else; echo oops >&2"]);

        var e = await Assert.ThrowsAsync<TimeoutException>(() => run.WaitForOutputAsync(line => line == "ready", cancellationToken: Token));

        Assert.Contains("something else", e.Message);
    }

    [Fact]
    public async Task The_program_built_with_the_tests_is_found_and_runs()
    {
        await using var run = ProcessRun.StartPartitionKeeper(["--version"]);

        Assert.Equal(0, await run.WaitForExitAsync(cancellationToken: Token));
    }
}
