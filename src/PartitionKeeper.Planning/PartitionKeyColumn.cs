namespace PartitionKeeper.Planning;

/// <summary>The types of key columns that bounds are read as; everything else is <see cref="Other"/>.</summary>
public enum KeyType { Other, Date, Timestamp, TimestampTz, SmallInt, Integer, BigInt, Numeric, Uuid, Text }

/// <summary>A column of a partition key.</summary>
/// <param name="Name">The column; null when the key is an expression.</param>
/// <param name="TypeName">As <c>format_type</c> prints it.</param>
public sealed record PartitionKeyColumn(string? Name, KeyType Type, string TypeName);
