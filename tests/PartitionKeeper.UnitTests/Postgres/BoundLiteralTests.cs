using System.Collections.Immutable;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.UnitTests.Postgres;

public sealed class BoundLiteralTests
{
    /// <summary>A sample of every kind, with its literal and the type it is read back as.</summary>
    public static TheoryData<BoundValue, string, KeyType> Samples { get; } = new()
    {
        { new BoundValue.MinValue(), "MINVALUE", KeyType.Date },
        { new BoundValue.MaxValue(), "MAXVALUE", KeyType.Date },
        { new BoundValue.NegativeInfinity(), "'-infinity'", KeyType.TimestampTz },
        { new BoundValue.PositiveInfinity(), "'infinity'", KeyType.TimestampTz },
        { new BoundValue.Instant(new DateTimeOffset(2026, 11, 1, 2, 0, 0, TimeSpan.FromHours(2))), "'2026-11-01 00:00:00+00'", KeyType.TimestampTz },
        { new BoundValue.Instant(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(10)), "'2026-11-01 00:00:00.000001+00'", KeyType.TimestampTz },
        { new BoundValue.Instant(DateTimeOffset.MinValue), "'0001-01-01 00:00:00+00'", KeyType.TimestampTz },
        { new BoundValue.LocalTime(new DateTime(2026, 3, 29, 2, 30, 0)), "'2026-03-29 02:30:00'", KeyType.Timestamp },
        { new BoundValue.Date(new DateOnly(987, 6, 5)), "'0987-06-05'", KeyType.Date },
        { new BoundValue.Integer(-5), "'-5'", KeyType.BigInt },
        { new BoundValue.Integer(Int128.MaxValue), "'170141183460469231731687303715884105727'", KeyType.Numeric },
        { new BoundValue.Uuid(Guid.Parse("019a5b2c-8000-7000-8000-000000000000")), "'019a5b2c-8000-7000-8000-000000000000'", KeyType.Uuid },
        { new BoundValue.Text("it's"), "'it''s'", KeyType.Text },
        { new BoundValue.Text(@"'; \ --"), @"E'''; \\ --'", KeyType.Text },
        { new BoundValue.BeyondCalendar("10000-01-01", Past: false), "'10000-01-01'", KeyType.Date },
        { new BoundValue.Other("10.0.0.0/8"), "'10.0.0.0/8'", KeyType.Other },
    };

    [Theory, MemberData(nameof(Samples))]
    public void Writes_each_kind_and_reads_it_back(BoundValue value, string literal, KeyType type)
    {
        Assert.Equal(literal, BoundLiteral.Write(value));

        var parsed = BoundParser.Parse($"FOR VALUES FROM ({literal}) TO ({literal})", [type]);

        Assert.Null(parsed.Error);
        Assert.Equal(new PartitionBound.Range([value], [value]), parsed.Bound);
    }

    [Fact]
    public void Every_kind_of_value_has_a_sample() => Assert.Equal(
        typeof(BoundValue).GetNestedTypes().Select(type => type.Name).Order(),
        Samples.Select(sample => sample.Data.Item1.GetType().Name).Distinct().Order());

    [Fact]
    public void Writes_a_bound_of_several_columns() => Assert.Equal(
        "FOR VALUES FROM ('2026-11-01', MINVALUE) TO ('2026-12-01', '10')",
        BoundLiteral.ForValues(new PartitionBound.Range(
            [new BoundValue.Date(new DateOnly(2026, 11, 1)), new BoundValue.MinValue()],
            [new BoundValue.Date(new DateOnly(2026, 12, 1)), new BoundValue.Integer(10)])));

    [Fact]
    public void Refuses_a_zero_character() => Assert.Throws<ArgumentException>(() => BoundLiteral.Write(new BoundValue.Text("a\0b")));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Random_values_read_back_as_they_were_written(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var at = new DateTimeOffset(random.NextInt64(DateTimeOffset.MaxValue.Ticks / 10) * 10, TimeSpan.Zero);
            ImmutableArray<BoundValue> values =
            [
                new BoundValue.Instant(at), new BoundValue.LocalTime(at.DateTime), new BoundValue.Date(DateOnly.FromDateTime(at.DateTime)),
                new BoundValue.Integer(random.NextInt64() - random.NextInt64()), new BoundValue.Text(RandomText(random)),
            ];
            var bound = new PartitionBound.Range(values, values);

            var parsed = BoundParser.Parse(BoundLiteral.ForValues(bound), [KeyType.TimestampTz, KeyType.Timestamp, KeyType.Date, KeyType.BigInt, KeyType.Text]);

            Assert.True(parsed.Error is null && bound.Equals(parsed.Bound), $"seed {seed}: {BoundLiteral.ForValues(bound)}");
        }
    }

    static string RandomText(Random random) => new([.. Enumerable.Range(0, random.Next(8)).Select(_ => "a'\\,() E\nÿ\"-"[random.Next(12)])]);
}
