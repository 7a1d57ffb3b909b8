using PartitionKeeper.IntegrationTests.Fixtures;

namespace PartitionKeeper.IntegrationTests.Samples;

/// <summary>The schemas under <c>samples/</c>, loaded as on a given day.</summary>
static class SampleSchema
{
    /// <param name="sample"><c>voice</c> or <c>chat</c>.</param>
    /// <param name="asOf">The day the sample takes for today, as <c>yyyy-MM-dd</c>; empty for the real one.</param>
    public static async Task LoadAsync(TestDatabase database, string sample, string asOf, CancellationToken cancellationToken)
    {
        var script = await File.ReadAllTextAsync(Repository.PathOf($"samples/{sample}/schema.sql"), cancellationToken);
        await database.ExecuteAsync($"SET samples.as_of = '{asOf}';\n{script}", cancellationToken: cancellationToken);
    }
}
