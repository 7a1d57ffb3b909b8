namespace PartitionKeeper.Postgres;

enum BoundTokenKind { Word, Number, Quoted, Open, Close, Comma, End, Unknown }

/// <param name="Text">A word or number as written; of a quoted text its content.</param>
readonly record struct BoundToken(BoundTokenKind Kind, string Text)
{
    public bool IsWord(string word) => Kind == BoundTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
