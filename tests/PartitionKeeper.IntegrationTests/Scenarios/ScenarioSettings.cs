using System.Collections.Immutable;
using System.Text;
using PartitionKeeper.Configuration;
using PartitionKeeper.Planning;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>Reads a scenario's policies as the program reads its appsettings.json.</summary>
static class ScenarioSettings
{
    public const string Database = "Default";

    public static (ImmutableArray<PartitionPolicy> Policies, ImmutableArray<Hold> Holds) Read(string tables, string holds)
    {
        var json = $$"""
            { "ConnectionStrings": { "Default": "Host=unused" }, "PartitionKeeper": { "Tables": {{tables}}, "Holds": {{holds}} } }
            """;
        var source = new SettingsSource { File = "appsettings.json" };
        var result = SettingsLoader.Load(new SettingsContent(source, Encoding.UTF8.GetBytes(json), Failure: null));

        Assert.Empty(result.Errors.Select(error => error.ToString()));
        return (result.Settings!.PoliciesFor(Database), result.Settings.Holds);
    }
}
