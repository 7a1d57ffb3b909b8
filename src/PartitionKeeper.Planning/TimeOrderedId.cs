using System.Buffers.Binary;

namespace PartitionKeeper.Planning;

/// <summary>
/// Identifiers that begin with 48 bits of milliseconds since 1970: UUIDs of version 7 (RFC 9562) and ULIDs (26 characters of Crockford's
/// base 32).
/// </summary>
static class TimeOrderedId
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const int UlidLength = 26;
    const int TimeLength = 10;
    const long Limit = 1L << 48;

    /// <summary>
    /// The least UUID of a millisecond: all bits after the time are zero, also those of version and variant. Null when the time does not
    /// fit.
    /// </summary>
    public static Guid? FirstUuid(long milliseconds)
    {
        if (milliseconds is < 0 or >= Limit)
            return null;

        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, milliseconds << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The least ULID of a millisecond; null when the time does not fit.</summary>
    public static string? FirstUlid(long milliseconds) => milliseconds is < 0 or >= Limit ? null
        : string.Create(UlidLength, milliseconds, (ulid, rest) =>
        {
            ulid.Fill(Alphabet[0]);
            for (var i = TimeLength - 1; i >= 0; i--, rest >>= 5)
                ulid[i] = Alphabet[(int)(rest & 31)];
        });

    public static long Milliseconds(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
    }

    /// <summary>
    /// Upper or lower case; a text that is too short is taken to go on with zeros. Null when it is not the beginning of an ULID.
    /// </summary>
    public static long? Milliseconds(string ulid)
    {
        if (ulid.Length > UlidLength)
            return null;

        var time = 0L;
        for (var i = 0; i < Math.Max(ulid.Length, TimeLength); i++)
        {
            var digit = i < ulid.Length ? Alphabet.IndexOf(char.ToUpperInvariant(ulid[i])) : 0;
            if (digit < 0)
                return null;
            if (i < TimeLength)
                time = (time << 5) | (long)digit;
        }

        return time < Limit ? time : null;
    }
}
