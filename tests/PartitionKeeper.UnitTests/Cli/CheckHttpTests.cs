using PartitionKeeper.Cli;
using PartitionKeeper.UnitTests.Http;

namespace PartitionKeeper.UnitTests.Cli;

public sealed class CheckHttpTests
{
    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("/healthz")]
    [InlineData("ftp://127.0.0.1/")]
    public async Task What_is_no_address_is_wrong_usage(string url)
    {
        Assert.Equal((int)ExitCode.WrongUsage, await CommandLine.RunAsync(["check", "--http", url], TimeProvider.System));
        Assert.Equal($"--http {url} is not an address to ask; write http://127.0.0.1:8080/healthz", Describe("check", "--http", url));
    }

    [Fact]
    public void A_password_is_not_repeated() =>
        Assert.Equal("--http is not an address to ask; write http://127.0.0.1:8080/healthz", Describe("check", "--http", "http://user:secret@127.0.0.1/"));

    [Theory]
    [InlineData("--table", "public.calls")]
    [InlineData("--database", "Default")]
    [InlineData("--output", "json")]
    [InlineData("--config", "other.json")]
    public void What_it_would_not_heed_is_wrong_usage(string option, string value) => Assert.Equal(
        $"--http asks a worker, which has its own configuration: leave out {option}", Describe("check", "--http", "http://127.0.0.1/", option, value));

    [Fact]
    public async Task Needs_no_configuration()
    {
        await using var healthy = CannedServer.With("200 OK");
        await using var unhealthy = CannedServer.With("503 Service Unavailable");

        Assert.Equal((int)ExitCode.Done, await CommandLine.RunAsync(["check", "--http", $"{healthy.Url}"], TimeProvider.System));
        Assert.Equal((int)ExitCode.ChangesPending, await CommandLine.RunAsync(["check", "--http", $"{unhealthy.Url}"], TimeProvider.System));
    }

    static string Describe(params string[] line) => UsageError.Describe(CommandLine.Build(new VerbFrame([], TimeProvider.System)).Parse(line));
}
