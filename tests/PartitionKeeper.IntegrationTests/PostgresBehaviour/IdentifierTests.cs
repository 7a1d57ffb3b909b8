using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;

namespace PartitionKeeper.IntegrationTests.PostgresBehaviour;

/// <summary>Identifiers are quoted without asking a server; here a server says whether that is right.</summary>
public sealed class IdentifierTests(PostgresServer server)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keywords_are_quoted_as_the_server_does()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);

        var keywords = await database.QueryAsync<Quoted>(
            "SELECT word AS name, quote_ident(word) AS byServer FROM pg_catalog.pg_get_keywords() ORDER BY word", cancellationToken: Token);

        Assert.True(keywords.Count > 400, $"The server knows {keywords.Count} keywords only.");

        // A word that became reserved in a later version is quoted for this one too, which is harmless; the opposite would break statements.
        var different = keywords.Where(word => Identifier.Quote(word.Name) != word.ByServer).ToList();
        Assert.DoesNotContain(different, word => word.ByServer != word.Name);
        Assert.DoesNotContain(different, word => !ReservedSince16.Contains(word.Name));
    }

    [Fact]
    public async Task Names_of_any_characters_are_quoted_as_the_server_does()
    {
        const int seed = 63;
        var random = new Random(seed);
        var characters = "abz_019$ABZ \"'.*-;\\äß語".ToCharArray();
        string[] names = [.. Enumerable.Range(0, 2_000).Select(_ => new string(random.GetItems(characters, random.Next(1, 20))))];
        await using var database = await TestDatabase.CreateAsync(server, Token);

        var quoted = await database.QueryAsync<Quoted>(
            "SELECT name, quote_ident(name) AS byServer FROM unnest(@names) AS name", new { names }, Token);

        Assert.Equal(names.Length, quoted.Count);
        Assert.All(quoted, name => Assert.True(
            Identifier.Quote(name.Name) == name.ByServer, $"seed {seed}: {name} is quoted {Identifier.Quote(name.Name)}"));
    }

    [Fact]
    public async Task A_table_with_the_oddest_name_is_the_one_that_its_name_leads_to()
    {
        await using var database = await TestDatabase.CreateAsync(server, Token);
        var table = new TableName("odd.schema", "select \"from\" 'Call Turns'; --");

        await database.ExecuteAsync(
            $"CREATE SCHEMA {Identifier.Quote(table.Schema)}; CREATE TABLE {table} (id int); INSERT INTO {table} VALUES (7)", cancellationToken: Token);

        Assert.Equal(7, await database.ScalarAsync<int>($"SELECT id FROM {table}", cancellationToken: Token));
        Assert.Equal(table.Name, await database.ScalarAsync<string>(
            "SELECT relname FROM pg_catalog.pg_class WHERE relname LIKE 'select%'", cancellationToken: Token));
    }

    static readonly HashSet<string> ReservedSince16 = new(StringComparer.Ordinal)
    {
        "json", "json_array", "json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query", "json_scalar", "json_serialize",
        "json_table", "json_value", "merge_action", "system_user",
    };

    sealed record Quoted(string Name, string ByServer);
}
