using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class TablePatternTests
{
    [Theory]
    [InlineData("public.calls", "public", "calls")]
    [InlineData("Public.CALLS", "public", "calls")]
    [InlineData("public.\"Call Turns\"", "public", "Call Turns")]
    [InlineData("\"odd.schema\".\"with \"\"quotes\"\"\"", "odd.schema", "with \"quotes\"")]
    [InlineData("public.\"all*\"", "public", "all*")]
    [InlineData("public.größe", "public", "größe")]
    [InlineData("public.a$1", "public", "a$1")]
    [InlineData("public.user", "public", "user")]
    public void Reads_the_name_of_one_table(string text, string schema, string name)
    {
        var pattern = Parse(text);

        Assert.Equal(new TableName(schema, name), pattern.Exact);
        Assert.True(pattern.Matches(new TableName(schema, name)));
        Assert.False(pattern.Matches(new TableName(schema, name + "x")));
        Assert.Equal(text, pattern.ToString());
    }

    [Theory]
    [InlineData("tenant_*.messages", "tenant_7", "messages", true)]
    [InlineData("tenant_*.messages", "tenant_", "messages", true)]
    [InlineData("tenant_*.messages", "tenants", "messages", false)]
    [InlineData("tenant_*.messages", "tenant_7", "messages2", false)]
    [InlineData("*.*", "any", "thing", true)]
    [InlineData("public.*_log_*", "public", "a_log_b", true)]
    [InlineData("public.*_log_*", "public", "a_log", false)]
    [InlineData("public.ab*ba", "public", "aba", false)]
    [InlineData("public.ab*ba", "public", "abba", true)]
    [InlineData("public.a*b*b", "public", "acb", false)]
    [InlineData("public.a*b*b", "public", "abb", true)]
    [InlineData("public.a**b", "public", "ab", true)]
    [InlineData("public.Call*", "public", "calls", true)]
    [InlineData("public.Call*", "public", "Calls", false)]
    [InlineData("public.\"Call \"*", "public", "Call Turns", true)]
    [InlineData("public.*\"*\"", "public", "calls*", true)]
    [InlineData("public.*\"*\"", "public", "calls", false)]
    [InlineData("public.2024_*", "public", "2024_calls", true)]
    public void Wildcards_match_any_characters(string text, string schema, string name, bool matches)
    {
        var pattern = Parse(text);

        Assert.Null(pattern.Exact);
        Assert.Equal(matches, pattern.Matches(new TableName(schema, name)));
    }

    [Theory]
    [InlineData("public.calls", "Public.Calls")]
    [InlineData("public.calls", "\"public\".\"calls\"")]
    [InlineData("tenant_*.calls", "\"tenant_\"**.calls")]
    public void Texts_that_mean_the_same_are_equal(string one, string other)
    {
        Assert.Equal(Parse(one), Parse(other));
        Assert.Equal(Parse(one).GetHashCode(), Parse(other).GetHashCode());
        Assert.Equal(Parse(one).Canonical, Parse(other).Canonical);
    }

    [Theory]
    [InlineData("public.a*", "public.\"a*\"")]
    [InlineData("public.calls", "public.\"Calls\"")]
    public void Texts_that_mean_different_tables_are_not_equal(string one, string other) => Assert.NotEqual(Parse(one), Parse(other));

    [Theory]
    [InlineData("", "is empty; write schema and table, such as public.events")]
    [InlineData("calls", "calls has no schema; write public.calls, or the schema that it is in")]
    [InlineData("\"Call Turns\"", "\"Call Turns\" has no schema; write public.\"Call Turns\", or the schema that it is in")]
    [InlineData("public.Call Turns", "public.Call Turns has a name that must be quoted as in SQL; write public.\"Call Turns\"")]
    [InlineData("my-app.calls", "my-app.calls has a name that must be quoted as in SQL; write \"my-app\".calls")]
    [InlineData("my-app_*.calls", "my-app_*.calls has a name that must be quoted as in SQL; write \"my-app_\"*.calls")]
    [InlineData("public.2024_calls", "public.2024_calls has a name that must be quoted as in SQL; write public.\"2024_calls\"")]
    [InlineData("public.a\"b\"", "public.a\"b\" has a name that must be quoted as in SQL; write public.\"ab\"")]
    [InlineData("public.\"calls", "public.\"calls has a quote that is not closed; end the name with \", and write a quote inside a name twice")]
    [InlineData("public.", "public. has an empty name; write schema and table, such as public.events")]
    [InlineData(".calls", ".calls has an empty name; write schema and table, such as public.events")]
    [InlineData("public.\"\"", "public.\"\" has an empty name in quotes; write the table's name between them")]
    public void Says_what_would_be_right(string text, string expected)
    {
        Assert.False(TablePattern.TryParse(text, out var pattern, out var error));

        Assert.Null(pattern);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Three_parts_are_too_many()
    {
        Assert.False(TablePattern.TryParse("app.public.calls", out _, out var error));

        Assert.StartsWith("app.public.calls has 3 parts; write schema and table only", error);
    }

    [Fact]
    public void A_name_that_PostgreSQL_would_cut_is_refused()
    {
        Assert.False(TablePattern.TryParse($"public.{new string('a', 64)}", out _, out var error));

        Assert.Contains("longer than 63 bytes", error);
        Assert.True(TablePattern.TryParse($"public.{new string('a', 63)}", out _, out _));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void What_is_written_of_any_name_reads_back_as_that_name(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var table = new TableName(AnyName(random), AnyName(random));

            var pattern = Parse(table.ToString());

            Assert.Equal(table, pattern.Exact);
            Assert.Equal(table.ToString(), pattern.Canonical);
        }
    }

    static string AnyName(Random random) => new(random.GetItems("ab_$Z9*\". -ßé".ToCharArray(), random.Next(1, 12)));

    static TablePattern Parse(string text) =>
        TablePattern.TryParse(text, out var pattern, out var error) ? pattern! : throw new FormatException(error);
}
