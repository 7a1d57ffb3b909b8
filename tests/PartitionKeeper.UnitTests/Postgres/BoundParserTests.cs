using System.Collections.Immutable;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.UnitTests.Postgres;

public sealed class BoundParserTests
{
    /// <summary>Type, value as PostgreSQL prints it (quoted or not), value as read.</summary>
    public static TheoryData<KeyType, string, BoundValue> Values { get; } = new()
    {
        { KeyType.Date, "'2026-11-01'", new BoundValue.Date(new DateOnly(2026, 11, 1)) },
        { KeyType.Date, "'9999-12-31'", new BoundValue.Date(new DateOnly(9999, 12, 31)) },
        { KeyType.Date, "'0001-01-01'", new BoundValue.Date(new DateOnly(1, 1, 1)) },
        { KeyType.Date, "'10000-01-01'", new BoundValue.BeyondCalendar("10000-01-01", Past: false) },
        { KeyType.Date, "'5874897-12-31'", new BoundValue.BeyondCalendar("5874897-12-31", Past: false) },
        { KeyType.Date, "'0044-03-15 BC'", new BoundValue.BeyondCalendar("0044-03-15 BC", Past: true) },
        { KeyType.Date, "'infinity'", new BoundValue.PositiveInfinity() },
        { KeyType.Date, "'-infinity'", new BoundValue.NegativeInfinity() },
        { KeyType.Date, "MINVALUE", new BoundValue.MinValue() },
        { KeyType.Date, "MAXVALUE", new BoundValue.MaxValue() },
        { KeyType.Date, "'2026-02-30'", new BoundValue.Other("2026-02-30") },
        { KeyType.Date, "'2026-11-01 00:00:00'", new BoundValue.Other("2026-11-01 00:00:00") },
        { KeyType.Timestamp, "'2026-11-01 00:00:00'", new BoundValue.LocalTime(new DateTime(2026, 11, 1)) },
        { KeyType.Timestamp, "'2026-11-01 23:59:59.999999'", new BoundValue.LocalTime(new DateTime(2026, 11, 1, 23, 59, 59).AddTicks(9_999_990)) },
        { KeyType.Timestamp, "'294276-12-31 23:59:59.999999'", new BoundValue.BeyondCalendar("294276-12-31 23:59:59.999999", Past: false) },
        { KeyType.Timestamp, "'4713-01-01 00:00:00 BC'", new BoundValue.BeyondCalendar("4713-01-01 00:00:00 BC", Past: true) },
        { KeyType.Timestamp, "'2026-11-01 00:00:00+00'", new BoundValue.Other("2026-11-01 00:00:00+00") },
        { KeyType.Timestamp, "'2026-11-01'", new BoundValue.Other("2026-11-01") },
        { KeyType.TimestampTz, "'2026-11-01 00:00:00+00'", Instant("2026-11-01T00:00:00Z") },
        { KeyType.TimestampTz, "'2026-11-01 00:00:00.5+00'", Instant("2026-11-01T00:00:00.5Z") },
        { KeyType.TimestampTz, "'2026-11-01 00:00:00.000001+00'", Instant("2026-11-01T00:00:00.000001Z") },
        { KeyType.TimestampTz, "'2026-10-31 17:00:00-07'", Instant("2026-11-01T00:00:00Z") },
        { KeyType.TimestampTz, "'2026-11-01 05:30:00+05:30'", Instant("2026-11-01T00:00:00Z") },
        { KeyType.TimestampTz, "'1850-01-01 05:30:20+05:30:20'", Instant("1850-01-01T00:00:00Z") },
        { KeyType.TimestampTz, "'0001-01-01 00:00:00+01'", new BoundValue.BeyondCalendar("0001-01-01 00:00:00+01", Past: true) },
        { KeyType.TimestampTz, "'9999-12-31 23:00:00-07'", new BoundValue.BeyondCalendar("9999-12-31 23:00:00-07", Past: false) },
        { KeyType.TimestampTz, "'10000-01-01 00:00:00+00'", new BoundValue.BeyondCalendar("10000-01-01 00:00:00+00", Past: false) },
        { KeyType.TimestampTz, "'0044-03-15 00:00:00+00 BC'", new BoundValue.BeyondCalendar("0044-03-15 00:00:00+00 BC", Past: true) },
        { KeyType.TimestampTz, "'infinity'", new BoundValue.PositiveInfinity() },
        { KeyType.TimestampTz, "'2026-11-01 25:00:00+00'", new BoundValue.Other("2026-11-01 25:00:00+00") },
        { KeyType.TimestampTz, "'2026-11-01 00:00:00+00 junk'", new BoundValue.Other("2026-11-01 00:00:00+00 junk") },
        { KeyType.TimestampTz, "'2026-13-01 00:00:00+00'", new BoundValue.Other("2026-13-01 00:00:00+00") },
        { KeyType.TimestampTz, "'0000-01-01 00:00:00+00'", new BoundValue.Other("0000-01-01 00:00:00+00") },
        { KeyType.SmallInt, "'-5'", new BoundValue.Integer(-5) },
        { KeyType.Integer, "1793491200", new BoundValue.Integer(1793491200) },
        { KeyType.Integer, "'-1'", new BoundValue.Integer(-1) },
        { KeyType.BigInt, "'1793491200000000'", new BoundValue.Integer(1793491200000000) },
        { KeyType.BigInt, "'9223372036854775807'", new BoundValue.Integer(long.MaxValue) },
        { KeyType.BigInt, "'soon'", new BoundValue.Other("soon") },
        { KeyType.Numeric, "'1793491200'", new BoundValue.Integer(1793491200) },
        { KeyType.Numeric, "1793491200.00", new BoundValue.Integer(1793491200) },
        { KeyType.Numeric, "1793491200.5", new BoundValue.Other("1793491200.5") },
        { KeyType.Numeric, "'NaN'", new BoundValue.Other("NaN") },
        { KeyType.Numeric, "'Infinity'", new BoundValue.PositiveInfinity() },
        { KeyType.Numeric, $"'{new string('9', 60)}'", new BoundValue.Other(new string('9', 60)) },
        { KeyType.Uuid, "'019a5b2c-8000-7000-8000-000000000000'", new BoundValue.Uuid(Guid.Parse("019a5b2c-8000-7000-8000-000000000000")) },
        { KeyType.Uuid, "'not one'", new BoundValue.Other("not one") },
        { KeyType.Text, "'01J9Z0000000000000000000000'", new BoundValue.Text("01J9Z0000000000000000000000") },
        { KeyType.Text, "'it''s TO (''2026'', MAXVALUE)'", new BoundValue.Text("it's TO ('2026', MAXVALUE)") },
        { KeyType.Text, @"'back\slash'", new BoundValue.Text(@"back\slash") },
        { KeyType.Text, @"E'back\\slash\''", new BoundValue.Text(@"back\slash'") },
        { KeyType.Text, "'MINVALUE'", new BoundValue.Text("MINVALUE") },
        { KeyType.Text, "''", new BoundValue.Text("") },
        { KeyType.Text, "'👻 ÿ'", new BoundValue.Text("👻 ÿ") },
        { KeyType.Other, "'10.0.0.0/8'", new BoundValue.Other("10.0.0.0/8") },
        { KeyType.Other, "true", new BoundValue.Other("true") },
        { KeyType.Other, "NULL", new BoundValue.Other("NULL") },
    };

    [Theory, MemberData(nameof(Values))]
    public void Reads_each_value_by_the_type_of_its_column(KeyType type, string printed, BoundValue expected)
    {
        var parsed = BoundParser.Parse($"FOR VALUES FROM ({printed}) TO (MAXVALUE)", [type]);

        Assert.Null(parsed.Error);
        Assert.Equal(new PartitionBound.Range([expected], [new BoundValue.MaxValue()]), parsed.Bound);
    }

    [Fact]
    public void Reads_a_value_for_each_column_of_the_key()
    {
        var parsed = BoundParser.Parse(
            "FOR VALUES FROM ('2026-11-01', MINVALUE, 'a, b') TO ('2026-12-01', 10, MAXVALUE)", [KeyType.Date, KeyType.Integer, KeyType.Text]);

        Assert.Null(parsed.Error);
        Assert.Equal(
            new PartitionBound.Range(
                [new BoundValue.Date(new DateOnly(2026, 11, 1)), new BoundValue.MinValue(), new BoundValue.Text("a, b")],
                [new BoundValue.Date(new DateOnly(2026, 12, 1)), new BoundValue.Integer(10), new BoundValue.MaxValue()]),
            parsed.Bound);
    }

    [Fact]
    public void Reads_the_default_partition() => Assert.Equal(new ParsedBound(new PartitionBound.Default(), null), BoundParser.Parse("DEFAULT", [KeyType.Date]));

    [Theory, InlineData("FOR VALUES IN ('a', NULL)"), InlineData("FOR VALUES IN (1, '-2', ')')")]
    public void Keeps_a_list_as_text(string text) => Assert.Equal(new ParsedBound(new PartitionBound.List(text), null), BoundParser.Parse(text, [KeyType.Text]));

    [Fact]
    public void Keeps_a_hash_as_text() =>
        Assert.Equal(
            new ParsedBound(new PartitionBound.Hash("FOR VALUES WITH (modulus 4, remainder 0)"), null),
            BoundParser.Parse("FOR VALUES WITH (modulus 4, remainder 0)", [KeyType.Integer]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("DEFAULT DEFAULT")]
    [InlineData("FOR")]
    [InlineData("FOR VALUES")]
    [InlineData("FOR VALUES FROM")]
    [InlineData("FOR VALUES FROM (")]
    [InlineData("FOR VALUES FROM ()")]
    [InlineData("FOR VALUES FROM ('2026-11-01')")]
    [InlineData("FOR VALUES FROM ('2026-11-01') TO")]
    [InlineData("FOR VALUES FROM ('2026-11-01') TO (MAXVALUE")]
    [InlineData("FOR VALUES FROM ('2026-11-01') TO (MAXVALUE) WITH")]
    [InlineData("FOR VALUES FROM ('2026-11-01', 1) TO (MAXVALUE, 2)")]
    [InlineData("FOR VALUES FROM ('2026-11-01' '2026-12-01') TO (MAXVALUE)")]
    [InlineData("FOR VALUES FROM ('2026-11-01) TO (MAXVALUE)")]
    [InlineData("FOR VALUES FROM (E'\\x41') TO (MAXVALUE)")]
    [InlineData("FOR VALUES FROM ($1) TO (MAXVALUE)")]
    [InlineData("FOR VALUES FROM (,) TO (MAXVALUE)")]
    public void Says_what_it_does_not_understand(string? text)
    {
        var parsed = BoundParser.Parse(text, [KeyType.Date]);

        Assert.NotNull(parsed.Error);
        Assert.Equal(new PartitionBound.Range([new BoundValue.Other(text ?? "")], [new BoundValue.Other(text ?? "")]), parsed.Bound);
    }

    [Fact]
    public void Says_that_a_column_has_no_value() => Assert.NotNull(BoundParser.Parse("FOR VALUES FROM (1) TO (2)", [KeyType.Integer, KeyType.Integer]).Error);

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Never_throws_whatever_the_text(int seed)
    {
        string[] pieces =
        [
            "FOR", " VALUES", " FROM ", " TO ", "(", ")", ", ", "'", "''", "E'", "\\", "MINVALUE", "MAXVALUE", "DEFAULT", " BC", "-", "+", ":", ".", "infinity",
            "2026-11-01 00:00:00+00", "0001-01-01", "99999999", "\0", "👻", "\t", "WITH", "IN", "NULL", "e", "019a5b2c-8000-7000-8000-000000000000",
        ];
        var random = new Random(seed);
        var types = Enum.GetValues<KeyType>();
        for (var i = 0; i < 20_000; i++)
        {
            var text = i % 2 == 0 ? "" : "FOR VALUES FROM (";
            for (var length = random.Next(12); length > 0; length--)
                text += pieces[random.Next(pieces.Length)];
            ImmutableArray<KeyType> key = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => types[random.Next(types.Length)])];

            var parsed = BoundParser.Parse(text, key);

            Assert.True(parsed.Error is null || parsed.Bound is PartitionBound.Range, $"seed {seed}: {text}");
        }
    }

    static BoundValue.Instant Instant(string text) => new(DateTimeOffset.Parse(text));
}
