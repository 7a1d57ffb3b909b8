using System.Collections.Immutable;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

public sealed class ScriptTests(PostgresServer server)
{
    const string State = """
        SELECT format('%s %s of %s %s', c.relname, c.relispartition, i.inhparent::regclass, pg_get_expr(c.relpartbound, 0)) FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s %s %s', conrelid::regclass, conname, contype, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT format('recorded %s %s %s %s', partition_name, then_action, dropped_at IS NOT NULL, attached_at IS NOT NULL) FROM partition_keeper.detached_partition
        UNION ALL SELECT format('row %s in %s', id, tableoid::regclass) FROM public.calls
        ORDER BY 1
        """;

    static readonly string Tables = Scene.CallsWith(1, 2, 3) + """
        CREATE TABLE public.customers (id bigint PRIMARY KEY);
        ALTER TABLE public.calls ADD COLUMN customer bigint CONSTRAINT of_customer REFERENCES public.customers;
        """;

    [Fact]
    public async Task The_script_does_to_a_copy_what_the_executor_does()
    {
        await using var executed = await Scene.CreateAsync(server, Tables);
        await using var scripted = await Scene.CreateAsync(server, Tables);
        ImmutableArray<PlanStep> steps =
        [
            Scene.Create(4), Scene.Create(5),
            await executed.DetachAsync(1), await executed.DropAsync(1, new ForeignKey("of_customer", Scene.Month(1), new TableName("public", "customers"))),
            await executed.DetachAsync(2, then: RetentionAction.Detach),
        ];
        var session = await scripted.OpenAsync();
        var catalog = await scripted.CatalogAsync(session);
        var plan = Scene.Plan(steps);
        var script = PlanScript.Write(
            plan, catalog, await session.ReadPropertiesAsync(plan, catalog, TestContext.Current.CancellationToken), Scene.Quick, Scene.StateName);

        var outcomes = await executed.RunAsync(steps);
        await Psql.RunAsync(scripted.Database, script);

        Assert.All(outcomes, outcome => Assert.IsType<StepOutcome.Done>(outcome));
        Assert.Equal(await executed.Database.QueryAsync<string>(State), await scripted.Database.QueryAsync<string>(State));
    }

    [Fact]
    public async Task The_executor_sends_what_the_script_shows()
    {
        await using var scene = await Scene.CreateAsync(server, Tables);
        var session = await scene.OpenAsync();
        await scene.RunAsync(await scene.DetachAsync(1));
        var catalog = await scene.CatalogAsync(session);
        var plan = Scene.Plan([await scene.DropAsync(1), await scene.DetachAsync(2)]);
        var properties = await session.ReadPropertiesAsync(plan, catalog, TestContext.Current.CancellationToken);
        var script = PlanScript.Write(plan, catalog, properties, Scene.Quick, Scene.StateName);

        await scene.RunAsync(plan.Steps[0], plan.Steps[1]);

        var sent = await scene.Database.QueryAsync<string>("SELECT statements FROM partition_keeper.step ORDER BY id DESC LIMIT 2");
        Assert.All(sent.SelectMany(statements => statements.Split(";\n")), statement => Assert.Contains(statement, script));
    }
}
