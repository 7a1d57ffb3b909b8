using System.Globalization;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>Reads a key's value from PostgreSQL's text form under ISO dates. What is not of the type is kept as <see cref="BoundValue.Other"/>.</summary>
static class KeyValueReader
{
    public static BoundValue Read(string text, KeyType type) => type switch
    {
        KeyType.Date or KeyType.Timestamp or KeyType.TimestampTz => Infinite(text) ?? DateTimeText.Read(text, type) ?? new BoundValue.Other(text),
        KeyType.SmallInt or KeyType.Integer or KeyType.BigInt => IntegerOr(text, text),
        KeyType.Numeric => Infinite(text) ?? IntegerOr(WithoutZeroFraction(text), text),
        KeyType.Uuid => Guid.TryParseExact(text, "D", out var uuid) ? new BoundValue.Uuid(uuid) : new BoundValue.Other(text),
        KeyType.Text => new BoundValue.Text(text),
        _ => new BoundValue.Other(text),
    };

    static BoundValue? Infinite(string text) =>
        text.Equals("infinity", StringComparison.OrdinalIgnoreCase) ? new BoundValue.PositiveInfinity()
        : text.Equals("-infinity", StringComparison.OrdinalIgnoreCase) ? new BoundValue.NegativeInfinity()
        : null;

    static BoundValue IntegerOr(string digits, string text) =>
        Int128.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? new BoundValue.Integer(value) : new BoundValue.Other(text);

    static string WithoutZeroFraction(string text) =>
        text.IndexOf('.') is var point and > 0 && text.AsSpan(point + 1).TrimStart('0').IsEmpty ? text[..point] : text;
}
