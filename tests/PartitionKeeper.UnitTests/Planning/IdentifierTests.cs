using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("calls", "calls")]
    [InlineData("_calls_2026_11", "_calls_2026_11")]
    [InlineData("Calls", "\"Calls\"")]
    [InlineData("call turns", "\"call turns\"")]
    [InlineData("2026_calls", "\"2026_calls\"")]
    [InlineData("a$b", "\"a$b\"")]
    [InlineData("größe", "\"größe\"")]
    [InlineData("with \"quotes\"", "\"with \"\"quotes\"\"\"")]
    [InlineData("\"; DROP TABLE calls; --", "\"\"\"; DROP TABLE calls; --\"")]
    public void Quotes_what_PostgreSQL_would_quote(string name, string quoted) => Assert.Equal(quoted, Identifier.Quote(name));

    [Theory]
    [InlineData("user")] // reserved
    [InlineData("left")] // type or function name
    [InlineData("values")] // column name
    [InlineData("system_user")] // since 16
    [InlineData("json_table")] // since 17
    public void Quotes_keywords(string word) => Assert.Equal($"\"{word}\"", Identifier.Quote(word));

    [Theory]
    [InlineData("partition")]
    [InlineData("name")]
    [InlineData("users")]
    public void Leaves_unreserved_words_bare(string word) => Assert.Equal(word, Identifier.Quote(word));

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Refuses_what_cannot_be_a_name(string name) => Assert.Throws<ArgumentException>(() => Identifier.Quote(name));
}
