using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.Zones;

namespace PartitionKeeper.UnitTests.Planning;

public sealed class TimeKeyTests
{
    public static TheoryData<KeyType, KeyEncoding> Keys => new()
    {
        { KeyType.Date, KeyEncoding.FromType },
        { KeyType.Timestamp, KeyEncoding.FromType },
        { KeyType.TimestampTz, KeyEncoding.FromType },
        { KeyType.Integer, KeyEncoding.UnixSeconds },
        { KeyType.BigInt, KeyEncoding.UnixSeconds },
        { KeyType.BigInt, KeyEncoding.UnixMilliseconds },
        { KeyType.BigInt, KeyEncoding.UnixMicroseconds },
        { KeyType.Numeric, KeyEncoding.UnixMilliseconds },
        { KeyType.Uuid, KeyEncoding.UuidV7 },
        { KeyType.Text, KeyEncoding.Ulid },
    };

    [Theory]
    [InlineData("1 week", KeyEncoding.UnixSeconds, 1794787200, 1795392000)]
    [InlineData("1 day", KeyEncoding.UnixMilliseconds, 1795219200000, 1795305600000)]
    [InlineData("1 day", KeyEncoding.UnixMicroseconds, 1795219200000000, 1795305600000000)]
    public void Ranges_of_epochs(string interval, KeyEncoding encoding, long from, long to)
    {
        var key = Key(KeyType.BigInt, encoding);

        var range = new RangeGrid(Interval(interval), key.GridZone).RangeAt(key.Now(Utc("2026-11-21 20:06")));

        Assert.Equal(new BoundValue.Integer(from), key.ToBound(range.From));
        Assert.Equal(new BoundValue.Integer(to), key.ToBound(range.To));
    }

    [Theory]
    [InlineData("1969-12-31 23:59:59.5", KeyEncoding.UnixSeconds, -1)]
    [InlineData("1969-12-31 23:59:59", KeyEncoding.UnixSeconds, -1)]
    [InlineData("1969-12-31 23:59:58.999", KeyEncoding.UnixSeconds, -2)]
    [InlineData("1970-01-01 00:00:00.9", KeyEncoding.UnixSeconds, 0)]
    [InlineData("1960-01-01", KeyEncoding.UnixMilliseconds, -315619200000)]
    public void Epochs_are_cut_towards_the_past(string time, KeyEncoding encoding, long expected) =>
        Assert.Equal(new BoundValue.Integer(expected), Key(KeyType.BigInt, encoding).ToBound(Utc(time)));

    [Fact]
    public void A_type_that_is_too_small_has_no_bound()
    {
        var key = Key(KeyType.Integer, KeyEncoding.UnixSeconds);

        Assert.Equal(new BoundValue.Integer(int.MaxValue), key.ToBound(Utc("2038-01-19 03:14:07")));
        Assert.Null(key.ToBound(Utc("2038-01-19 03:14:08")));
        Assert.Null(Key(KeyType.SmallInt, KeyEncoding.UnixSeconds).ToBound(Utc("2026-01-01")));
        Assert.NotNull(Key(KeyType.Numeric, KeyEncoding.UnixMicroseconds).ToBound(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_date_key_has_bounds_at_midnight_only()
    {
        var key = Key(KeyType.Date, KeyEncoding.FromType, Berlin);

        Assert.Equal(new BoundValue.Date(new DateOnly(2026, 3, 1)), key.ToBound(Utc("2026-03-01")));
        Assert.Null(key.ToBound(Utc("2026-03-01 12:00")));
    }

    [Fact]
    public void Wall_clock_keys_live_on_the_wall_clock()
    {
        var local = Key(KeyType.Timestamp, KeyEncoding.FromType, Berlin);
        var instant = Key(KeyType.TimestampTz, KeyEncoding.FromType, Berlin);
        var now = Utc("2026-06-30 22:30");

        Assert.Equal(Utc("2026-07-01 00:30"), local.Now(now));
        Assert.Equal(TimeZoneInfo.Utc, local.GridZone);
        Assert.Equal(new BoundValue.LocalTime(new DateTime(2026, 7, 1)), local.ToBound(Utc("2026-07-01")));
        Assert.Equal(now, instant.Now(now));
        Assert.Equal(Berlin, instant.GridZone);
        Assert.Equal(
            new BoundValue.Instant(Utc("2026-06-30 22:00")), instant.ToBound(new RangeGrid(Interval("1 month"), instant.GridZone).RangeAt(now).From));
    }

    [Fact]
    public void Times_are_cut_to_microseconds() => Assert.Equal(
        new BoundValue.Instant(Utc("2026-01-01 00:00:00.123456")),
        Key(KeyType.TimestampTz, KeyEncoding.FromType).ToBound(Utc("2026-01-01 00:00:00.1234567")));

    [Fact]
    public void Uuids_begin_with_milliseconds()
    {
        var key = Key(KeyType.Uuid, KeyEncoding.UuidV7);

        // The example of RFC 9562: Tuesday, 22 February 2022, 14:22:22.00 in New York.
        Assert.Equal(Utc("2022-02-22 19:22:22"), key.ToTime(new BoundValue.Uuid(Guid.Parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"))));
        Assert.Equal(new BoundValue.Uuid(Guid.Parse("017f22e2-79b0-0000-0000-000000000000")), key.ToBound(Utc("2022-02-22 19:22:22")));
        Assert.Null(key.ToBound(Utc("1969-12-31 23:59:59")));
        Assert.Equal(Utc("1970-01-01"), key.ToTime(new BoundValue.Uuid(Guid.Empty)));
        Assert.Equal(DateTimeOffset.MaxValue, key.ToTime(new BoundValue.Uuid(Guid.AllBitsSet)));
    }

    [Theory]
    [InlineData("01ARYZ6S410000000000000000")]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FAV")]
    [InlineData("01aryz6s41tsv4rrffq69g5fav")]
    [InlineData("01ARYZ6S41")]
    [InlineData("01ARYZ6S41TSV")]
    public void Ulids_begin_with_milliseconds(string ulid) => Assert.Equal(
        DateTimeOffset.FromUnixTimeMilliseconds(1469918176385), Key(KeyType.Text, KeyEncoding.Ulid).ToTime(new BoundValue.Text(ulid)));

    [Fact]
    public void The_bound_of_an_ulid_is_the_least_of_its_millisecond()
    {
        var key = Key(KeyType.Text, KeyEncoding.Ulid);

        Assert.Equal(
            new BoundValue.Text("01ARYZ6S410000000000000000"), key.ToBound(DateTimeOffset.FromUnixTimeMilliseconds(1469918176385)));
        Assert.Null(key.ToBound(Utc("1969-12-31")));
    }

    [Theory]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FAVX")] // too long
    [InlineData("01ARYZ6S4U")] // no such digit
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FA!")]
    [InlineData("81ARYZ6S41")] // more than 48 bits
    [InlineData("2026-01-01")]
    public void Other_texts_are_no_ulids(string text) => Assert.Null(Key(KeyType.Text, KeyEncoding.Ulid).ToTime(new BoundValue.Text(text)));

    [Theory, MemberData(nameof(Keys))]
    public void Open_ends_are_the_ends_of_the_axis(KeyType type, KeyEncoding encoding)
    {
        var key = Key(type, encoding);
        var knowsInfinity = encoding == KeyEncoding.FromType;

        Assert.Equal(DateTimeOffset.MinValue, key.ToTime(new BoundValue.MinValue()));
        Assert.Equal(DateTimeOffset.MaxValue, key.ToTime(new BoundValue.MaxValue()));
        Assert.Equal(knowsInfinity ? DateTimeOffset.MinValue : null, key.ToTime(new BoundValue.NegativeInfinity()));
        Assert.Equal(knowsInfinity ? DateTimeOffset.MaxValue : null, key.ToTime(new BoundValue.PositiveInfinity()));
        Assert.Equal(
            knowsInfinity ? DateTimeOffset.MinValue : null, key.ToTime(new BoundValue.BeyondCalendar("0044-03-15 BC", Past: true)));
        Assert.Equal(knowsInfinity ? DateTimeOffset.MaxValue : null, key.ToTime(new BoundValue.BeyondCalendar("12000-01-01", Past: false)));
    }

    [Theory, MemberData(nameof(Keys))]
    public void Values_of_other_types_are_not_of_the_key(KeyType type, KeyEncoding encoding)
    {
        BoundValue[] values =
        [
            new BoundValue.Instant(Utc("2026-01-01")), new BoundValue.LocalTime(new DateTime(2026, 1, 1)),
            new BoundValue.Date(new DateOnly(2026, 1, 1)),
            new BoundValue.Integer(0), new BoundValue.Uuid(Guid.Empty), new BoundValue.Text("01ARYZ6S41"), new BoundValue.Other("(1,2)"),
        ];

        Assert.Single(values, value => Key(type, encoding).ToTime(value) is not null);
    }

    [Fact]
    public void Numbers_beyond_the_calendar_are_its_ends()
    {
        var key = Key(KeyType.Numeric, KeyEncoding.UnixSeconds);

        Assert.Equal(DateTimeOffset.MaxValue, key.ToTime(new BoundValue.Integer(Int128.MaxValue)));
        Assert.Equal(DateTimeOffset.MinValue, key.ToTime(new BoundValue.Integer(Int128.MinValue)));
    }

    [Theory]
    [InlineData(KeyType.BigInt, "bigint", KeyEncoding.FromType, "the key column at is bigint, which does not tell how it stands for a time; set Key to \"unix-seconds\" or \"unix-milliseconds\" or \"unix-microseconds\"")]
    [InlineData(KeyType.Uuid, "uuid", KeyEncoding.FromType, "the key column at is uuid, which does not tell how it stands for a time; set Key to \"uuid-v7\"")]
    [InlineData(KeyType.Uuid, "uuid", KeyEncoding.UnixSeconds, "the key column at is uuid, which cannot be \"unix-seconds\"; set Key to \"uuid-v7\"")]
    [InlineData(KeyType.Text, "text", KeyEncoding.UuidV7, "the key column at is text, which cannot be \"uuid-v7\"; set Key to \"ulid\"")]
    [InlineData(KeyType.Date, "date", KeyEncoding.UnixSeconds, "the key column at is date, which is a time already; remove Key (it is \"unix-seconds\")")]
    [InlineData(KeyType.Other, "inet", KeyEncoding.FromType, "the key column at is inet, which cannot stand for a time; a key is a date, timestamp, timestamptz, whole number, uuid or text")]
    public void Says_what_to_set(KeyType type, string typeName, KeyEncoding encoding, string expected)
    {
        Assert.Null(TimeKey.TryCreate(new PartitionKeyColumn("at", type, typeName), encoding, TimeZoneInfo.Utc, out var error));

        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_key_may_be_an_expression()
    {
        Assert.NotNull(
            TimeKey.TryCreate(new PartitionKeyColumn(null, KeyType.Date, "date"), KeyEncoding.FromType, TimeZoneInfo.Utc, out _));
        Assert.Null(
            TimeKey.TryCreate(new PartitionKeyColumn(null, KeyType.BigInt, "bigint"), KeyEncoding.FromType, TimeZoneInfo.Utc, out var error));
        Assert.StartsWith("the key is an expression of type bigint", error);
    }

    [Theory, MemberData(nameof(Keys))]
    public void What_is_written_reads_back(KeyType type, KeyEncoding encoding)
    {
        const int seed = 20261121;
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var key = Key(type, encoding, Any(random));
            var day = new RangeGrid(Interval("1 day"), key.GridZone).RangeAt(Utc("1971-01-01").AddSeconds(random.Next(2_000_000_000)));

            var bound = key.ToBound(day.From);

            Assert.NotNull(bound);
            Assert.True(key.ToTime(bound) == day.From, $"seed {seed}: {day} is written {bound} and read {key.ToTime(bound):O}");
        }
    }

    static TimeKey Key(KeyType type, KeyEncoding encoding, TimeZoneInfo? zone = null) =>
        TimeKey.TryCreate(new PartitionKeyColumn("at", type, $"{type}"), encoding, zone ?? TimeZoneInfo.Utc, out var error) ?? throw new FormatException(error);
}
