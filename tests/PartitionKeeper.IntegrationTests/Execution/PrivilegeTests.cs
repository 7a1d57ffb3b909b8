using System.Collections.Immutable;
using Npgsql;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

public sealed class PrivilegeTests(PostgresServer server)
{
    [Fact]
    public async Task A_member_of_the_owner_makes_partitions_that_belong_to_the_owner_and_retires_them()
    {
        await using var roles = await Roles.CreateAsync(server, "owner", "keeper");
        await using var scene = await SceneAsync(roles, Scene.CallsWith(1, 2), $"""
            GRANT {roles["owner"]} TO {roles["keeper"]};
            CREATE SCHEMA partition_keeper AUTHORIZATION {roles["keeper"]};
            """);

        var outcomes = await RunAsync(scene, roles, Scene.Create(3), await scene.DetachAsync(1), await scene.DropAsync(1));

        Assert.All(outcomes, outcome => Assert.IsType<StepOutcome.Done>(outcome));
        Assert.Equal(roles["owner"], await scene.Database.ScalarAsync<string>("SELECT relowner::regrole::text FROM pg_class WHERE oid = 'public.calls_2026_03'::regclass"));
        Assert.Equal(roles["keeper"], await scene.Database.ScalarAsync<string>("SELECT relowner::regrole::text FROM pg_class WHERE oid = 'partition_keeper.run'::regclass"));
    }

    [Fact]
    public async Task A_role_that_is_no_member_is_told_the_grant_once_for_the_table()
    {
        await using var roles = await Roles.CreateAsync(server, "owner", "keeper");
        await using var scene = await SceneAsync(roles, Scene.CallsWith(1));

        var outcomes = await RunAsync(scene, roles, Scene.Create(2), Scene.Create(3));

        var failed = Assert.IsType<StepOutcome.Failed>(outcomes[0]);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, failed.SqlState);
        Assert.Contains($"GRANT {roles["owner"]} TO {roles["keeper"]}", failed.Remedy);
        Assert.IsType<StepOutcome.Skipped>(outcomes[1]);
    }

    [Fact]
    public async Task An_owner_that_may_not_create_in_the_schema_is_said()
    {
        await using var roles = await Roles.CreateAsync(server, "owner", "keeper");
        await using var scene = await SceneAsync(
            roles, Scene.CallsWith(1), $"GRANT {roles["owner"]} TO {roles["keeper"]}; REVOKE CREATE ON SCHEMA public FROM PUBLIC, {roles["owner"]};");

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await RunAsync(scene, roles, Scene.Create(2))));

        Assert.Contains($"GRANT CREATE ON SCHEMA public TO {roles["owner"]}", failed.Remedy);
    }

    [Fact]
    public async Task Without_the_right_to_make_the_state_schema_nothing_is_retired_and_creating_goes_on()
    {
        await using var roles = await Roles.CreateAsync(server, "owner", "keeper");
        await using var scene = await SceneAsync(roles, Scene.CallsWith(1, 2), $"GRANT {roles["owner"]} TO {roles["keeper"]};");

        var outcomes = await RunAsync(scene, roles, Scene.Create(3), await scene.DetachAsync(1));

        Assert.IsType<StepOutcome.Done>(outcomes[0]);
        var failed = Assert.IsType<StepOutcome.Failed>(outcomes[1]);
        Assert.Contains($"CREATE SCHEMA partition_keeper AUTHORIZATION {roles["keeper"]}", failed.Remedy);
        Assert.True(await scene.IsPartitionAsync(Scene.Month(1)));
    }

    static Task<ImmutableArray<StepOutcome>> RunAsync(Scene scene, Roles roles, params ImmutableArray<PlanStep> steps) =>
        scene.RunAsync(roles["keeper"], TestContext.Current.CancellationToken, steps);

    /// <summary>The tables belong to the role "owner".</summary>
    async Task<Scene> SceneAsync(Roles roles, string tables, string more = "") =>
        await Scene.CreateAsync(server, $"GRANT CREATE ON SCHEMA public TO {roles["owner"]}; SET ROLE {roles["owner"]}; {tables} RESET ROLE; {more}");
}
