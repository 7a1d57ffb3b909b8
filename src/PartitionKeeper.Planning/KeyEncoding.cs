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
