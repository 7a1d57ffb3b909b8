namespace PartitionKeeper.Planning;

/// <summary>
/// The time axis of a partition key: turns bound values into times and back. Keys that are instants (timestamptz, epochs, UUIDv7, ULID)
/// live on the UTC axis, and their grid is cut in the policy's zone. Keys that are wall-clock values (date, timestamp) live on an axis of
/// local time, written as <see cref="DateTimeOffset"/> with offset zero, on which there is no daylight saving; only "now" is translated by
/// the zone.
/// </summary>
public sealed class TimeKey
{
    readonly KeyType _type;
    readonly KeyEncoding _encoding;
    readonly TimeZoneInfo _zone;

    TimeKey(KeyType type, KeyEncoding encoding, TimeZoneInfo zone) => (_type, _encoding, _zone) = (type, encoding, zone);

    /// <summary>The zone in which the grid is cut: the policy's for instants, UTC for wall-clock keys.</summary>
    public TimeZoneInfo GridZone => IsWallClock ? TimeZoneInfo.Utc : _zone;

    bool IsWallClock => _type is KeyType.Date or KeyType.Timestamp;

    /// <param name="error">What is wrong and what to set, when the type and the encoding do not go together.</param>
    public static TimeKey? TryCreate(PartitionKeyColumn column, KeyEncoding encoding, TimeZoneInfo zone, out string? error)
    {
        error = Complaint(column, encoding);
        return error is null ? new TimeKey(column.Type, encoding, zone) : null;
    }

    /// <summary>"Now" on this axis.</summary>
    public DateTimeOffset Now(DateTimeOffset now) =>
        IsWallClock ? new DateTimeOffset(WallClock.Read(now, _zone), TimeSpan.Zero) : now.ToUniversalTime();

    /// <summary>
    /// The time a bound value stands for; MINVALUE, -infinity and what lies before the calendar become
    /// <see cref="DateTimeOffset.MinValue"/>, their opposites <see cref="DateTimeOffset.MaxValue"/>. Of an UUID the time in its first 48
    /// bits, of an ULID that in its first ten characters, cut or not; the rest is not looked at. Null when the value is not one of this key
    /// (an uuid bound under an epoch key).
    /// </summary>
    public DateTimeOffset? ToTime(BoundValue value) => (value, _type) switch
    {
        (BoundValue.MinValue, _) => DateTimeOffset.MinValue,
        (BoundValue.MaxValue, _) => DateTimeOffset.MaxValue,
        (BoundValue.NegativeInfinity, _) => _encoding == KeyEncoding.FromType ? DateTimeOffset.MinValue : null,
        (BoundValue.PositiveInfinity, _) => _encoding == KeyEncoding.FromType ? DateTimeOffset.MaxValue : null,
        (BoundValue.BeyondCalendar beyond, _) =>
            _encoding != KeyEncoding.FromType ? null : beyond.Past ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue,
        (BoundValue.Instant instant, KeyType.TimestampTz) => instant.Value,
        (BoundValue.LocalTime local, KeyType.Timestamp) => new DateTimeOffset(local.Value, TimeSpan.Zero),
        (BoundValue.Date date, KeyType.Date) => new DateTimeOffset(date.Value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        (BoundValue.Integer number, _) => UnixTime.Read(number.Value, _encoding),
        (BoundValue.Uuid uuid, KeyType.Uuid) => UnixTime.Read(TimeOrderedId.Milliseconds(uuid.Value), KeyEncoding.UnixMilliseconds),
        (BoundValue.Text text, KeyType.Text) =>
            TimeOrderedId.Milliseconds(text.Value) is { } milliseconds ? UnixTime.Read(milliseconds, KeyEncoding.UnixMilliseconds) : null,
        _ => null,
    };

    /// <summary>
    /// The bound value of a time, cut to the precision of the key (PostgreSQL's microseconds, the epoch's unit, the millisecond of UUIDs
    /// and ULIDs); null when the key's type cannot hold it (an integer key after 2038, a date key at noon, an UUID before 1970).
    /// </summary>
    public BoundValue? ToBound(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var cut = new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        var milliseconds = UnixTime.Count(time, KeyEncoding.UnixMilliseconds);
        return _type switch
        {
            KeyType.TimestampTz => new BoundValue.Instant(new DateTimeOffset(cut)),
            KeyType.Timestamp => new BoundValue.LocalTime(cut),
            KeyType.Date => utc.TimeOfDay == TimeSpan.Zero ? new BoundValue.Date(DateOnly.FromDateTime(utc)) : null,
            KeyType.Uuid => TimeOrderedId.FirstUuid(milliseconds) is { } uuid ? new BoundValue.Uuid(uuid) : null,
            KeyType.Text => TimeOrderedId.FirstUlid(milliseconds) is { } ulid ? new BoundValue.Text(ulid) : null,
            _ => Fits(UnixTime.Count(time, _encoding)) is { } number ? new BoundValue.Integer(number) : null,
        };
    }

    long? Fits(long number) => _type switch
    {
        KeyType.SmallInt => number is >= short.MinValue and <= short.MaxValue ? number : null,
        KeyType.Integer => number is >= int.MinValue and <= int.MaxValue ? number : null,
        _ => number,
    };

    static string? Complaint(PartitionKeyColumn column, KeyEncoding encoding)
    {
        var possible = KeyEncodings.For(column.Type);
        if (possible.Contains(encoding))
            return null;

        var key = column.Name is null
            ? $"the key is an expression of type {column.TypeName}"
            : $"the key column {Identifier.Quote(column.Name)} is {column.TypeName}";
        if (possible.Length == 0)
            return $"{key}, which cannot stand for a time; a key is a date, timestamp, timestamptz, whole number, uuid or text";
        if (possible[0] == KeyEncoding.FromType)
            return $"{key}, which is a time already; remove Key (it is \"{encoding.Word()}\")";

        var words = string.Join(" or ", possible.Select(other => $"\"{other.Word()}\""));
        return encoding == KeyEncoding.FromType
            ? $"{key}, which does not tell how it stands for a time; set Key to {words}"
            : $"{key}, which cannot be \"{encoding.Word()}\"; set Key to {words}";
    }
}
