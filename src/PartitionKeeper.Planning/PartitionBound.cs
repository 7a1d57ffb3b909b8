using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>What <c>FOR VALUES …</c> says of a partition.</summary>
public abstract record PartitionBound
{
    PartitionBound() { }

    /// <summary><c>FROM (…) TO (…)</c>, a value per key column; <c>From</c> inclusive, <c>To</c> exclusive. Compares by content.</summary>
    public sealed record Range(ImmutableArray<BoundValue> From, ImmutableArray<BoundValue> To) : PartitionBound
    {
        public bool Equals(Range? other) => other is not null && From.SequenceEqual(other.From) && To.SequenceEqual(other.To);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var value in From.Concat(To))
                hash.Add(value);
            return hash.ToHashCode();
        }
    }

    /// <param name="Text">The whole bound as PostgreSQL prints it.</param>
    public sealed record List(string Text) : PartitionBound;

    /// <param name="Text">The whole bound as PostgreSQL prints it.</param>
    public sealed record Hash(string Text) : PartitionBound;

    public sealed record Default : PartitionBound;
}
