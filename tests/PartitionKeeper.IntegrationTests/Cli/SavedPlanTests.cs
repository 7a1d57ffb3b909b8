using PartitionKeeper.IntegrationTests.Fixtures;
using static PartitionKeeper.IntegrationTests.Cli.Monthly;

namespace PartitionKeeper.IntegrationTests.Cli;

public sealed class SavedPlanTests(PostgresServer server)
{
    const string Calls = """{ "Table": "public.calls", "Retention": { "Keep": "2 months" } }""";

    [Fact]
    public async Task A_saved_plan_is_applied_once_and_then_stale()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 1), Calls);
        var file = deployment.PathOf("saved.json");

        (await deployment.RunAsync("plan", "--save", file)).With(3);
        (await deployment.RunAsync("apply", "--plan", file)).With(0);
        var partitions = await deployment.Database.PartitionsAsync("public.calls");
        var again = (await deployment.RunAsync("apply", "--plan", file)).With(5);

        Assert.Equal(Names("calls", -2, 3), partitions);
        Assert.Equal(partitions, await deployment.Database.PartitionsAsync("public.calls"));
        Assert.Contains("make the plan again", again.Output);
    }

    [Fact]
    public async Task A_plan_is_stale_after_a_change_of_the_table_that_alters_no_step()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 1), Calls);
        var file = deployment.PathOf("saved.json");
        (await deployment.RunAsync("plan", "--save", file)).With(3);

        await deployment.Database.ExecuteAsync(Partition("public.calls", "public.far_ahead", 24));
        var apply = (await deployment.RunAsync("apply", "--plan", file, "--output", "json")).With(5);

        Assert.Equal("stale-plan", apply.Json.GetProperty("status").GetString());
        Assert.Equal([.. Names("calls", -3, 1), "far_ahead"], await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Fact]
    public async Task A_plan_is_stale_after_a_change_of_the_policy()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 1), Calls);
        var file = deployment.PathOf("saved.json");
        (await deployment.RunAsync("plan", "--save", file)).With(3);

        deployment.Configure(Calls.Replace("2 months", "3 months", StringComparison.Ordinal));

        (await deployment.RunAsync("apply", "--plan", file)).With(5);
        Assert.Equal(Names("calls", -3, 1), await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Fact]
    public async Task An_edited_plan_is_refused()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -3, 1), Calls);
        var file = deployment.PathOf("saved.json");
        (await deployment.RunAsync("plan", "--save", file)).With(3);

        // As someone would who wants another month dropped.
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(Name("calls", -3), Name("calls", -2), StringComparison.Ordinal));
        var apply = (await deployment.RunAsync("apply", "--plan", file)).With(5);

        Assert.Contains(Name("calls", -2), apply.Output);
        Assert.Equal(Names("calls", -3, 1), await deployment.Database.PartitionsAsync("public.calls"));
    }

    [Theory]
    [InlineData("{ \"format\": \"other\" }")]
    [InlineData("not JSON")]
    [InlineData(null)]
    public async Task A_file_that_is_no_saved_plan_is_refused_with_one_line(string? content)
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", 0, 1), Calls);
        var file = deployment.PathOf("saved.json");
        if (content is not null)
            await File.WriteAllTextAsync(file, content);

        var apply = (await deployment.RunAsync("apply", "--plan", file)).With(1);

        Assert.Equal("", apply.Output);
        Assert.StartsWith($"the saved plan {file} cannot be read: ", Assert.Single(apply.Error.Split('\n')));
    }

    [Fact]
    public async Task A_plan_of_a_made_up_time_is_not_applied_before_its_time()
    {
        await using var deployment = await Deployment.CreateAsync(server, Table("public.calls", -1, 1), Calls);
        var file = deployment.PathOf("saved.json");

        (await deployment.RunAsync("plan", "--save", file, "--as-of", $"{Month(3):yyyy-MM-dd}")).With(3);
        (await deployment.RunAsync("apply", "--plan", file)).With(5);

        Assert.Equal(Names("calls", -1, 1), await deployment.Database.PartitionsAsync("public.calls"));
    }
}
