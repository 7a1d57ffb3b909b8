using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Execution;

public sealed class DrainTests(PostgresServer server)
{
    const string Default = """
        CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT;
        INSERT INTO public.calls SELECT n, '2026-02-01 00:00:00+00'::timestamptz + n * interval '1 hour', 'feb' FROM generate_series(0, 99) n;
        INSERT INTO public.calls VALUES (1000, '2026-03-01 00:00:00+00', 'mar'), (1001, '2026-01-31 23:59:59.999999+00', 'jan');
        """;

    [Fact]
    public async Task The_rows_of_the_range_move_and_the_others_stay()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith() + Default);

        var outcome = Assert.Single(await scene.RunAsync(Scene.Drain(2, 100)));

        Assert.Equal(100, Assert.IsType<StepOutcome.Done>(outcome).Rows);
        Assert.Equal(100, await scene.RowsAsync("public.calls_2026_02 WHERE note = 'feb'"));
        Assert.Equal(2, await scene.RowsAsync("public.calls_default WHERE note <> 'feb'"));
    }

    [Fact]
    public async Task Triggers_on_delete_do_not_fire_and_are_as_they_were()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith() + Default + """
            CREATE TABLE public.deleted (id bigint);
            CREATE FUNCTION public.note_delete() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.deleted VALUES (OLD.id); RETURN OLD; END';
            CREATE TRIGGER "Of all" BEFORE DELETE ON public.calls FOR EACH ROW EXECUTE FUNCTION public.note_delete();
            CREATE TRIGGER own AFTER DELETE ON public.calls_default FOR EACH ROW EXECUTE FUNCTION public.note_delete();
            CREATE TRIGGER replica AFTER DELETE ON public.calls_default FOR EACH ROW EXECUTE FUNCTION public.note_delete();
            ALTER TABLE public.calls_default ENABLE ALWAYS TRIGGER own, ENABLE REPLICA TRIGGER replica;
            """);
        const string States = "SELECT tgname || ' ' || tgenabled::text FROM pg_trigger WHERE tgrelid = 'public.calls_default'::regclass ORDER BY tgname";
        var before = await scene.Database.QueryAsync<string>(States);

        var outcome = Assert.Single(await scene.RunAsync(Scene.Drain(2, 100)));

        Assert.IsType<StepOutcome.Done>(outcome);
        Assert.Equal(0, await scene.RowsAsync("public.deleted"));
        Assert.Equal(["Of all O", "own A", "replica R"], before);
        Assert.Equal(before, await scene.Database.QueryAsync<string>(States));
    }

    [Fact]
    public async Task Generated_and_identity_columns_keep_their_values()
    {
        await using var scene = await Scene.CreateAsync(server, """
            CREATE TABLE public.calls (id bigint GENERATED ALWAYS AS IDENTITY, started_at timestamptz NOT NULL, twice bigint GENERATED ALWAYS AS (id * 2) STORED)
                PARTITION BY RANGE (started_at);
            CREATE TABLE public.calls_default PARTITION OF public.calls DEFAULT;
            INSERT INTO public.calls (started_at) SELECT '2026-02-03+00' FROM generate_series(1, 5);
            """);

        var outcome = Assert.Single(await scene.RunAsync(Scene.Drain(2, 5)));

        Assert.Equal(5, Assert.IsType<StepOutcome.Done>(outcome).Rows);
        Assert.Equal([1L, 2, 3, 4, 5], await scene.Database.QueryAsync<long>("SELECT id FROM public.calls_2026_02 WHERE twice = id * 2 ORDER BY id"));
    }

    [Fact]
    public async Task Rows_that_others_reference_are_not_moved()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith() + Default + """
            CREATE TABLE public.turns (id bigint, at timestamptz, FOREIGN KEY (id, at) REFERENCES public.calls ON DELETE CASCADE);
            INSERT INTO public.turns VALUES (1, '2026-02-01 01:00:00+00');
            """);

        var failed = Assert.IsType<StepOutcome.Failed>(Assert.Single(await scene.RunAsync(Scene.Drain(2, 100))));

        Assert.Equal(GuardSqlState.Referenced, failed.SqlState);
        Assert.Equal(1, await scene.RowsAsync("public.turns"));
        Assert.Equal(102, await scene.RowsAsync("public.calls_default"));
        Assert.False(await scene.ExistsAsync(Scene.Month(2)));
    }

    [Fact]
    public async Task Writers_of_the_range_lose_nothing()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith() + Default, Scene.Quick with { MaxAttempts = 10 });
        var writers = Task.WhenAll(Enumerable.Range(1, 3).Select(async writer =>
        {
            for (var i = 0; i < 60; i++)
                await scene.Database.ExecuteAsync($"INSERT INTO public.calls VALUES ({writer * 10_000 + i}, '2026-02-15+00', 'w'); UPDATE public.calls SET note = 'u' WHERE id = {writer * 10_000 + i}");
        }));

        var outcome = Assert.Single(await scene.RunAsync(Scene.Drain(2, 100)));
        await writers;

        Assert.IsType<StepOutcome.Done>(outcome);
        Assert.Equal(180, await scene.RowsAsync("public.calls_2026_02 WHERE note = 'u'"));
        Assert.Equal(2, await scene.RowsAsync("public.calls_default"));
    }

    [Fact]
    public async Task A_reader_in_the_way_is_named_and_no_row_has_moved()
    {
        await using var scene = await Scene.CreateAsync(server, Scene.CallsWith() + Default);
        await using var reader = await scene.Database.HoldAsync("SELECT * FROM public.calls");

        var blocked = Assert.IsType<StepOutcome.LockNotAvailable>(Assert.Single(await scene.RunAsync(Scene.Drain(2, 100))));

        Assert.Equal(reader.BackendPid, Assert.Single(blocked.Blockers).Pid);
        Assert.Equal(102, await scene.RowsAsync("public.calls_default"));
    }
}
