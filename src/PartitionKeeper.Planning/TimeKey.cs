namespace PartitionKeeper.Planning;

/// <summary>
/// The time axis of a partition key: turns bound values into times and back. Keys that are instants (timestamptz, epochs, UUIDv7, ULID) live on the
/// UTC axis, and their grid is cut in the policy's zone. Keys that are wall-clock values (date, timestamp) live on an axis of local time, written
/// as <see cref="DateTimeOffset"/> with offset zero, on which there is no daylight saving; only "now" is translated by the zone.
/// </summary>
public sealed class TimeKey
{
    TimeKey(KeyType type, KeyEncoding encoding, TimeZoneInfo zone) => throw new NotImplementedException();

    /// <summary>The zone in which the grid is cut: the policy's for instants, UTC for wall-clock keys.</summary>
    public TimeZoneInfo GridZone => throw new NotImplementedException();

    /// <param name="error">What is wrong and what to set, when the type and the encoding do not go together.</param>
    public static TimeKey? TryCreate(PartitionKeyColumn column, KeyEncoding encoding, TimeZoneInfo zone, out string? error) => throw new NotImplementedException();

    /// <summary>"Now" on this axis.</summary>
    public DateTimeOffset Now(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>
    /// The time a bound value stands for; MINVALUE, -infinity and what lies before the calendar become <see cref="DateTimeOffset.MinValue"/>, their opposites
    /// <see cref="DateTimeOffset.MaxValue"/>. Null when the value is not one of this key (an uuid bound under an epoch key).
    /// </summary>
    public DateTimeOffset? ToTime(BoundValue value) => throw new NotImplementedException();

    /// <summary>The bound value of a time; null when the key's type cannot hold it (an integer key after 2038, a date key at noon).</summary>
    public BoundValue? ToBound(DateTimeOffset time) => throw new NotImplementedException();
}
