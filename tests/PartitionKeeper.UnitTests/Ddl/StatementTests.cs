using PartitionKeeper.Postgres;

namespace PartitionKeeper.UnitTests.Ddl;

public sealed class StatementTests
{
    [Theory, InlineData(0), InlineData(-1), InlineData(0.4)]
    public void A_statement_that_may_wait_for_ever_cannot_be_built(double milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Statement(
            "LOCK TABLE public.calls", LockLevel.AccessExclusive, DdlSamples.Calls,
            new LockTimeout(TimeSpan.FromMilliseconds(milliseconds)), SafetySettings.Default.StatementTimeout));

    [Fact]
    public void A_statement_without_a_lock_timeout_cannot_be_built() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Statement("SELECT 1", LockLevel.None, null, default, SafetySettings.Default.StatementTimeout));

    [Fact]
    public void A_statement_without_a_statement_timeout_cannot_be_built() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Statement("SELECT 1", LockLevel.None, null, SafetySettings.Default.LockTimeout, default));

    [Fact]
    public void A_transaction_sets_its_timeouts_and_roles_for_itself_only()
    {
        var owner = Statement("A", "calls_owner");
        var group = StatementGroup.Transaction("test", owner, Statement("B", null), Statement("C", "calls_owner"));

        Assert.Equal(
            [
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", "SET LOCAL lock_timeout = '200ms'", "SET LOCAL statement_timeout = '10000ms'",
                "SET LOCAL ROLE calls_owner", "A", "RESET ROLE", "B", "SET LOCAL ROLE calls_owner", "C", "COMMIT",
            ],
            group.Lines().Select(line => line.Sql));
    }

    [Fact]
    public void Outside_a_transaction_the_role_is_given_back() =>
        Assert.Equal(
            ["SET lock_timeout = '200ms'", "SET statement_timeout = '10000ms'", "SET ROLE calls_owner", "A", "RESET ROLE"],
            StatementGroup.OutsideTransaction("test", Statement("A", "calls_owner")).Lines().Select(line => line.Sql));

    static Statement Statement(string sql, string? role) =>
        new(sql, LockLevel.None, null, SafetySettings.Default.LockTimeout, SafetySettings.Default.StatementTimeout, role);
}
