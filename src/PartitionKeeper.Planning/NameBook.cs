using System.Text;

namespace PartitionKeeper.Planning;

/// <summary>All names that are taken, by the catalog or by this plan; gives new partitions theirs.</summary>
sealed class NameBook
{
    readonly Dictionary<TableName, Holder> _taken = [];

    public NameBook(DatabaseCatalog catalog)
    {
        foreach (var relation in catalog.Relations)
            _taken[relation.Name] = new Holder(null, relation.Kind, InPlan: false);

        foreach (var table in catalog.Tables)
        {
            _taken[table.Name] = new Holder(null, "partitioned table", InPlan: false);
        }

        foreach (var table in catalog.Tables)
        {
            foreach (var partition in table.Partitions)
                _taken[partition.Name] = new Holder(table.Name, $"partition of {table.Name}", InPlan: false);
        }

        // What we detached ourselves is no stranger: a new partition makes way for it.
        foreach (var record in catalog.Detached.Where(record => record.State == DetachedState.Detached))
            _taken[record.Partition] = new Holder(record.Table, $"table detached from {record.Table}", InPlan: false);
    }

    /// <summary>A table that this plan finishes detaching for somebody else: from then on its name is one like any other.</summary>
    public void LeaveToOthers(TableName partition) => _taken[partition] = new Holder(null, "table", InPlan: false);

    /// <summary>
    /// Gives the name for a piece of a range of the grid. A name that the table's own partitions bear already is made different, so that
    /// coverage never fails for want of a name; one that something else bears is left alone.
    /// </summary>
    /// <returns>Null, with a finding, when something else bears the name.</returns>
    public TableName? Give(KeptTable table, TimeRange range, TimeRange piece, List<Finding> findings)
    {
        var wanted = Wanted(table, range, piece);
        if (_taken.TryGetValue(wanted, out var holder) && holder.Table != table.Name)
        {
            findings.Add(holder.InPlan ? Collision(table, wanted, piece, holder) : Taken(table, wanted, piece, holder));
            return null;
        }

        var name = Candidates(table, range, piece, wanted).First(candidate => !_taken.ContainsKey(candidate));
        _taken[name] = new Holder(table.Name, $"partition of {table.Name}", InPlan: true);
        return name;
    }

    static TableName Wanted(KeptTable table, TimeRange range, TimeRange piece) =>
        piece == range
            ? table.Policy.PartitionName.NameFor(table.Name, range, table.Key.GridZone)
            : table.Policy.PartitionName.NameForPiece(table.Name, range, piece, table.Key.GridZone);

    static IEnumerable<TableName> Candidates(KeptTable table, TimeRange range, TimeRange piece, TableName wanted)
    {
        yield return wanted;

        var ofPiece = table.Policy.PartitionName.NameForPiece(table.Name, range, piece, table.Key.GridZone);
        yield return ofPiece;

        for (var number = 2; ; number++)
            yield return ofPiece with { Name = Numbered(ofPiece.Name, $"_{number}") };
    }

    static string Numbered(string name, string suffix)
    {
        while (Encoding.UTF8.GetByteCount(name) + suffix.Length > Identifier.MaxBytes)
            name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];

        return name + suffix;
    }

    static Finding Taken(KeptTable table, TableName name, TimeRange piece, Holder holder) => new(
        FindingCode.NameTaken, Severity.Error, table.Name, name,
        $"{name}, the name of the partition for {table.Words.Range(piece)}, is taken by a {holder.What}, "
        + $"which is not a partition of {table.Name}; the range is not created.",
        $"Rename the other relation. If it is a table with this range's rows, attach it instead (ATTACH PARTITION {name}, with the range as its bound).",
        BlocksWork: true);

    static Finding Collision(KeptTable table, TableName name, TimeRange piece, Holder holder) => new(
        FindingCode.NameCollision, Severity.Error, table.Name, name,
        $"{name}, the name of the partition for {table.Words.Range(piece)}, is also the name of a new {holder.What} "
        + $"(names are cut to {Identifier.MaxBytes} bytes); the range is not created.",
        $"Give the policy of {table.Name} a PartitionName of its own that tells the two tables apart.", BlocksWork: true);

    /// <param name="Table">The table whose partition bears the name; null: none.</param>
    sealed record Holder(TableName? Table, string What, bool InPlan);
}
