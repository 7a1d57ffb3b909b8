using System.Text;
using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.Zones;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class PartitionNameTemplateTests
{
    static readonly TableName Calls = new("public", "calls");

    [Theory]
    [InlineData("1 hour", "calls_2026_11_21_20")]
    [InlineData("1 day", "calls_2026_11_21")]
    [InlineData("1 week", "calls_2026_w47")]
    [InlineData("1 month", "calls_2026_11")]
    [InlineData("1 quarter", "calls_2026_q4")]
    [InlineData("1 year", "calls_2026")]
    public void Each_interval_has_a_default(string interval, string expected) =>
        Assert.Equal(
            new TableName("public", expected), NameAt(PartitionNameTemplate.DefaultFor(Interval(interval)), interval, "2026-11-21 20:06", TimeZoneInfo.Utc));

    [Theory]
    [InlineData("{table}_y{yyyy}m{MM}", "1 month", "calls_y2026m11")]
    [InlineData("{schema}_{table}_{yyyy}{MM}{dd}", "1 day", "public_calls_20261121")]
    [InlineData("part {yyyy}-{MM}", "1 month", "part 2026-11")]
    [InlineData("{table}_{yyyy}_{Q}", "5 months", "calls_2026_3")]
    [InlineData("{table}_{yyyy}_{MM}_{dd}", "25 hours", "calls_2026_11_20")]
    public void Tokens_stand_for_the_start_of_the_range(string template, string interval, string expected) =>
        Assert.Equal(expected, NameAt(Parse(template, interval), interval, "2026-11-21 20:06", TimeZoneInfo.Utc).Name);

    [Theory]
    [InlineData("2026-12-31", "calls_2026_w53")] // Monday 2026-12-28
    [InlineData("2025-12-29", "calls_2026_w01")]
    [InlineData("2021-01-03", "calls_2020_w53")]
    public void The_year_of_a_week_is_the_ISO_year(string time, string expected) =>
        Assert.Equal(expected, NameAt(PartitionNameTemplate.DefaultFor(Interval("1 week")), "1 week", time, TimeZoneInfo.Utc).Name);

    [Fact]
    public void Tokens_follow_the_clock_of_the_zone()
    {
        var month = PartitionNameTemplate.DefaultFor(Interval("1 month"));

        Assert.Equal("calls_2026_02", NameAt(month, "1 month", "2026-01-31 23:30", Berlin).Name);
        Assert.Equal(
            "calls_2018_11_04", NameAt(PartitionNameTemplate.DefaultFor(Interval("1 day")), "1 day", "2018-11-04 12:00", Of("America/Sao_Paulo")).Name);
    }

    [Theory]
    [InlineData("{table}_{MM}", "1 month", "[2000-01-01, 2000-02-01) and [2001-01-01, 2001-02-01)", "add {yyyy}, as in \"{table}_{yyyy}_{MM}\"")]
    [InlineData("{table}_{yyyy}", "1 month", "[2000-01-01, 2000-02-01) and [2000-02-01, 2000-03-01)", "add {MM}, as in")]
    [InlineData("{table}", "1 day", "[2000-01-01, 2000-01-02) and [2000-01-02, 2000-01-03)", "add {yyyy} and {MM} and {dd}, as in")]
    [InlineData("{table}_{yyyy}_{MM}_{dd}", "1 hour", "[2000-01-01, 2000-01-01 01:00:00) and", "add {HH}, as in")]
    [InlineData("{table}_{yyyy}_{Q}", "2 months", "[2000-01-01, 2000-03-01) and [2000-03-01, 2000-05-01)", "add {MM}, as in")]
    [InlineData("{table}_{MM}_{dd}_{HH}", "7 hours", "[", "add {yyyy}, as in")]
    [InlineData("{table}_{yyyy}_{ww}", "1 day", "[2000-01-01, 2000-01-02) and [2000-01-02, 2000-01-03)", "add {MM} and {dd}, as in")]
    [InlineData("{table}_{yyyy}", "365 days", "[2000-01-01, 2000-12-31) and [2000-12-31, 2001-12-31)", "add {MM} and {dd}, as in")]
    public void Templates_must_tell_neighbours_apart(string template, string interval, string ranges, string remedy)
    {
        Assert.False(PartitionNameTemplate.TryParse(template, Interval(interval), out var parsed, out var error));

        Assert.Null(parsed);
        Assert.Contains(ranges, error);
        Assert.Contains(remedy, error);
    }

    [Theory]
    [InlineData("{table}_{yy}", "\"{table}_{yy}\" has the unknown token {yy}; tokens are {schema}, {table}, {yyyy}, {MM}, {dd}, {HH}, {Q} and {ww}; write {yyyy}")]
    [InlineData("{table}_{mm}", "\"{table}_{mm}\" has the unknown token {mm}; tokens are {schema}, {table}, {yyyy}, {MM}, {dd}, {HH}, {Q} and {ww}; write {MM}")]
    [InlineData("{table}_{}", "\"{table}_{}\" has the unknown token {}; tokens are {schema}, {table}, {yyyy}, {MM}, {dd}, {HH}, {Q} and {ww}")]
    [InlineData("{table}_{yyyy", "\"{table}_{yyyy\" has a brace without its other one; braces stand around tokens only: {schema}, {table}, {yyyy}, {MM}, {dd}, {HH}, {Q} and {ww}")]
    [InlineData("{table}_yyyy}", "\"{table}_yyyy}\" has a brace without its other one; braces stand around tokens only: {schema}, {table}, {yyyy}, {MM}, {dd}, {HH}, {Q} and {ww}")]
    [InlineData("{{table}}_{yyyy}", "\"{{table}}_{yyyy}\" has a brace without its other one; braces stand around tokens only: {schema}, {table}, {yyyy}, {MM}, {dd}, {HH}, {Q} and {ww}")]
    [InlineData("", "is empty; write for example \"{table}_{yyyy}_{MM}\"")]
    [InlineData("a\n{yyyy}{MM}", "\"a {yyyy}{MM}\" has a control character, which has no place in a name")]
    public void Says_what_would_be_right(string template, string expected)
    {
        Assert.False(PartitionNameTemplate.TryParse(template, Interval("1 month"), out _, out var error));

        Assert.Equal(expected, error);
    }

    [Fact]
    public void Fixed_text_must_fit()
    {
        Assert.True(PartitionNameTemplate.TryParse(new string('x', 57) + "{yyyy}{MM}", Interval("1 month"), out _, out _));
        Assert.False(PartitionNameTemplate.TryParse(new string('x', 58) + "{yyyy}{MM}", Interval("1 month"), out _, out var error));
        Assert.EndsWith("makes names of 64 bytes without the table's name; PostgreSQL keeps 63: shorten the text", error);
    }

    [Fact]
    public void Long_names_are_cut_without_losing_the_tokens()
    {
        var long63 = new TableName("public", new string('a', 63));

        var name = Name(PartitionNameTemplate.DefaultFor(Interval("1 month")), long63, Range("2026-11-01", "2026-12-01"));

        Assert.Equal(new string('a', 55) + "_2026_11", name);
    }

    [Theory]
    [InlineData("ä", 27)] // two bytes each; 55 bytes are left
    [InlineData("語", 18)]
    [InlineData("🐘", 13)] // four bytes and two UTF-16 code units
    public void Characters_are_not_cut_apart(string character, int left)
    {
        var table = new TableName("public", string.Concat(Enumerable.Repeat(character, 63 / Encoding.UTF8.GetByteCount(character))));

        var name = Name(PartitionNameTemplate.DefaultFor(Interval("1 month")), table, Range("2026-11-01", "2026-12-01"));

        Assert.Equal(string.Concat(Enumerable.Repeat(character, left)) + "_2026_11", name);
    }

    [Fact]
    public void The_table_is_cut_before_the_schema()
    {
        var template = Parse("{schema}_{table}_{yyyy}_{MM}", "1 month");

        Assert.Equal(
            $"{new string('s', 40)}_{new string('t', 14)}_2026_11", Name(template, new TableName(new string('s', 40), new string('t', 40)), Range("2026-11-01", "2026-12-01")));
        Assert.Equal(
            $"{new string('s', 54)}__2026_11", Name(template, new TableName(new string('s', 60), new string('t', 40)), Range("2026-11-01", "2026-12-01")));
    }

    [Theory]
    [InlineData("1 month", "2026-11-01", "2026-12-01", "2026-11-15", "calls_2026_11_1115")]
    [InlineData("1 month", "2026-11-01", "2026-12-01", "2026-11-01", "calls_2026_11_1101")]
    [InlineData("1 month", "2026-11-01", "2026-12-01", "2026-11-15 06:30", "calls_2026_11_11150630")]
    [InlineData("1 month", "2026-11-01", "2026-12-01", "2026-11-15 06:30:01", "calls_2026_11_1115063001")]
    [InlineData("1 month", "2026-11-01", "2026-12-01", "2026-11-15 06:30:00.000250", "calls_2026_11_1115063000000250")]
    [InlineData("2 years", "2026-01-01", "2028-01-01", "2026-03-01", "calls_2026_0301")]
    [InlineData("2 years", "2026-01-01", "2028-01-01", "2027-03-01", "calls_2026_20270301")]
    public void Pieces_are_named_after_their_range_and_start(string interval, string from, string to, string start, string expected)
    {
        var name = PartitionNameTemplate.DefaultFor(Interval(interval)).NameForPiece(Calls, Range(from, to), Range(start, to), TimeZoneInfo.Utc);

        Assert.Equal(new TableName("public", expected), name);
    }

    [Fact]
    public void Pieces_within_the_hour_that_exists_twice_differ()
    {
        var template = PartitionNameTemplate.DefaultFor(Interval("1 hour"));
        var hour = Range("2026-10-25 00:00", "2026-10-25 02:00");

        Assert.Equal(
            "calls_2026_10_25_02_10250230", template.NameForPiece(Calls, hour, Range("2026-10-25 00:30", "2026-10-25 02:00"), Berlin).Name);
        Assert.Equal(
            "calls_2026_10_25_02_10250230b", template.NameForPiece(Calls, hour, Range("2026-10-25 01:30", "2026-10-25 02:00"), Berlin).Name);
    }

    [Fact]
    public void Names_of_pieces_are_cut_like_any_other()
    {
        var table = new TableName("public", new string('a', 63));

        var name = PartitionNameTemplate.DefaultFor(Interval("1 month"))
            .NameForPiece(table, Range("2026-11-01", "2026-12-01"), Range("2026-11-15", "2026-12-01"), TimeZoneInfo.Utc).Name;

        Assert.Equal(new string('a', 50) + "_2026_11_1115", name);
    }

    [Fact]
    public void Templates_are_equal_when_their_text_is() => Assert.Equal(
        PartitionNameTemplate.DefaultFor(Interval("1 month")), Parse("{table}_{yyyy}_{MM}", "2 months"));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Every_name_fits_and_ends_with_its_tokens(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var (zone, interval) = (Any(random), AnyInterval(random));
            var table = new TableName("public", string.Concat(random.GetItems(["a", "é", "語", "🐘"], random.Next(1, 70))));
            var range = new RangeGrid(interval, zone).RangeAt(AnyTime(random, zone));
            var template = PartitionNameTemplate.DefaultFor(interval);

            var name = template.NameFor(table, range, zone).Name;

            var tokens = template.NameFor(Calls, range, zone).Name["calls".Length..];
            Assert.True(Encoding.UTF8.GetByteCount(name) <= Identifier.MaxBytes, $"seed {seed}: {name}");
            Assert.True(
                name.EndsWith(tokens) && table.Name.StartsWith(name[..^tokens.Length], StringComparison.Ordinal), $"seed {seed}: {name}");
        }
    }

    static TableName NameAt(PartitionNameTemplate template, string interval, string time, TimeZoneInfo zone) =>
        template.NameFor(Calls, new RangeGrid(Interval(interval), zone).RangeAt(Utc(time)), zone);

    static string Name(PartitionNameTemplate template, TableName table, TimeRange range) =>
        template.NameFor(table, range, TimeZoneInfo.Utc).Name;

    static PartitionNameTemplate Parse(string text, string interval) =>
        PartitionNameTemplate.TryParse(text, Interval(interval), out var template, out var error) ? template! : throw new FormatException(error);
}
