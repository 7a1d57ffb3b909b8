using PartitionKeeper.Cli;
using PartitionKeeper.UnitTests.Planning;

namespace PartitionKeeper.UnitTests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("aply", "there is no verb \"aply\"; did you mean \"apply\"?")]
    [InlineData("plan --tabel public.calls", "plan has no option --tabel; did you mean \"--table\"?")]
    [InlineData("plan --as-of tomorrow", "--as-of tomorrow is not a time; write 2027-01-31, or 2027-01-31T02:00 (UTC), or 2027-01-31T02:00+01:00")]
    [InlineData("plan --output yaml", "--output yaml: known are text, json, sql")]
    [InlineData("apply --approve-retire 0", "--approve-retire 0 is not a number of partitions; write a whole number of at least 1")]
    [InlineData("apply --plan f --table public.calls", "a saved plan says itself for which tables it is and how many retirements are approved: leave out --table and --approve-retire")]
    [InlineData("config", "config needs one of validate, show, schema")]
    [InlineData("status now", "status takes no argument \"now\"")]
    public void A_wrong_command_line_is_told_what_would_be_right(string line, string message) =>
        Assert.Equal(message, UsageError.Describe(CommandLine.Build(new VerbFrame([], TimeProvider.System)).Parse(line.Split(' '))));

    [Theory]
    [InlineData("2027-01-31", "2027-01-31 00:00")]
    [InlineData("2027-01-31T02:00", "2027-01-31 02:00")]
    [InlineData("2027-01-31 02:00:30", "2027-01-31 02:00:30")]
    [InlineData("2027-01-31T02:00Z", "2027-01-31 02:00")]
    [InlineData("2027-01-31T02:00+01:00", "2027-01-31 01:00")]
    public void Times_are_UTC_unless_they_have_an_offset(string text, string utc) => Assert.Equal(PlannerScenario.Utc(utc), Options.ReadTime(text));
}
