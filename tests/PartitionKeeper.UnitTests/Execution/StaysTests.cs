using PartitionKeeper.Postgres;

namespace PartitionKeeper.UnitTests.Execution;

public sealed class StaysTests
{
    [Theory]
    [InlineData(150, 0, false)] // younger than the lock timeout: it will hardly outlive a try
    [InlineData(250, 0, true)]
    [InlineData(900, 1000, false)] // not the one that was there at the last look
    [InlineData(1100, 1000, true)]
    public void Only_a_transaction_that_is_old_and_was_there_before_is_taken_for_one_that_stays(int age, int sinceLastLook, bool stays) =>
        Assert.Equal(stays, StepTries.Stays(TimeSpan.FromMilliseconds(age), TimeSpan.FromMilliseconds(sinceLastLook), new LockTimeout(TimeSpan.FromMilliseconds(200))));

    [Fact]
    public void A_prepared_transaction_stays() => Assert.True(StepTries.Stays(null, TimeSpan.Zero, new LockTimeout(TimeSpan.FromMilliseconds(200))));
}
