namespace PartitionKeeper.Planning;

/// <summary>One value of a partition bound, typed. Text is parsed into it, and written from it, at the edge only.</summary>
public abstract record BoundValue
{
    BoundValue() { }

    public sealed record MinValue : BoundValue;

    public sealed record MaxValue : BoundValue;

    /// <summary><c>'-infinity'</c> of date, timestamp or timestamptz.</summary>
    public sealed record NegativeInfinity : BoundValue;

    /// <summary><c>'infinity'</c> of date, timestamp or timestamptz.</summary>
    public sealed record PositiveInfinity : BoundValue;

    /// <summary>A timestamptz; kept in UTC.</summary>
    public sealed record Instant : BoundValue
    {
        public Instant(DateTimeOffset value) => Value = value.ToUniversalTime();

        public DateTimeOffset Value { get; }
    }

    /// <summary>A timestamp without time zone; the value's <see cref="DateTime.Kind"/> is Unspecified.</summary>
    public sealed record LocalTime : BoundValue
    {
        public LocalTime(DateTime value) => Value = DateTime.SpecifyKind(value, DateTimeKind.Unspecified);

        public DateTime Value { get; }
    }

    public sealed record Date(DateOnly Value) : BoundValue;

    /// <summary>smallint, integer, bigint, or a numeric without fraction.</summary>
    public sealed record Integer(Int128 Value) : BoundValue;

    public sealed record Uuid(Guid Value) : BoundValue;

    /// <summary>A value of a text-like type.</summary>
    public sealed record Text(string Value) : BoundValue;

    /// <summary>A date or time before the year 1 or after the year 9999, which .NET cannot hold.</summary>
    /// <param name="Literal">As PostgreSQL printed it, without quotes.</param>
    /// <param name="Past">Before the year 1.</param>
    public sealed record BeyondCalendar(string Literal, bool Past) : BoundValue;

    /// <summary>A value of a type that is not used as a time, kept as PostgreSQL printed it, without quotes.</summary>
    public sealed record Other(string Literal) : BoundValue;
}
