namespace PartitionKeeper.Planning;

/// <summary>How a key value stands for a time (the configuration's <c>Key</c>).</summary>
public enum KeyEncoding
{
    /// <summary>The key is a date, timestamp or timestamptz.</summary>
    FromType,
    UnixSeconds,
    UnixMilliseconds,
    UnixMicroseconds,
    UuidV7,
    Ulid,
}

static class KeyEncodings
{
    /// <summary>As the configuration writes it; null for <see cref="KeyEncoding.FromType"/>, which is not written.</summary>
    public static string? Word(this KeyEncoding encoding) => encoding switch
    {
        KeyEncoding.UnixSeconds => "unix-seconds",
        KeyEncoding.UnixMilliseconds => "unix-milliseconds",
        KeyEncoding.UnixMicroseconds => "unix-microseconds",
        KeyEncoding.UuidV7 => "uuid-v7",
        KeyEncoding.Ulid => "ulid",
        _ => null,
    };

    /// <summary>Encodings that a column of the type can have; none for a type that cannot be a time.</summary>
    public static KeyEncoding[] For(KeyType type) => type switch
    {
        KeyType.Date or KeyType.Timestamp or KeyType.TimestampTz => [KeyEncoding.FromType],
        KeyType.SmallInt or KeyType.Integer or KeyType.BigInt or KeyType.Numeric =>
            [KeyEncoding.UnixSeconds, KeyEncoding.UnixMilliseconds, KeyEncoding.UnixMicroseconds],
        KeyType.Uuid => [KeyEncoding.UuidV7],
        KeyType.Text => [KeyEncoding.Ulid],
        _ => [],
    };
}
