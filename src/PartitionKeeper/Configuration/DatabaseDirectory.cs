using System.Collections.Immutable;
using PartitionKeeper.Configuration.Options;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Configuration;

/// <summary>The connection strings, and which of them the policies use.</summary>
sealed class DatabaseDirectory
{
    const string Section = "ConnectionStrings";

    readonly SettingsErrors _errors;
    readonly ImmutableArray<SettingsNode> _written;

    public DatabaseDirectory(SettingsDocument document, SettingsErrors errors)
    {
        _errors = errors;
        var section = document.Find(Section);

        if (section is not null && section.Kind != SettingsKind.Object)
            errors.Add(section.Path, "must be an object: { \"Default\": \"Host=…;Database=…;Username=…\" }", secret: true);

        _written = [.. section?.Kind == SettingsKind.Object ? section.Children : []];
    }

    /// <summary>The names of those that a policy uses, "*" being every one.</summary>
    public void Check(TableOptions table, string path)
    {
        if (table.Database.Trim() is var name && (name == "*" ? _written.Length > 0 : Find(name) is not null))
            return;

        _errors.Add($"{path}:Database",
            name.Contains('=', StringComparison.Ordinal) ? $"is a connection string; put it into {Section} and write its name here"
            : _written.Length == 0 ? $"there are no connection strings; add \"{Section}\": {{ \"{(name == "*" ? "Default" : name)}\": \"Host=…;Database=…;Username=…\" }}"
            : $"there is no connection string \"{name}\"; {Nearest.Hint(name, [.. _written.Select(node => node.Name)])}");
    }

    public ImmutableArray<DatabaseTarget> Targets(IEnumerable<TableOptions> tables, string stateSchema)
    {
        var names = tables.Select(table => table.Database.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var used = _written.Where(node => names.Contains("*") || names.Contains(node.Name)).OrderBy(node => node.Name, StringComparer.Ordinal);
        return [.. used.Where(IsRight).Select(node => new DatabaseTarget(node.Name, node.Value!, stateSchema))];
    }

    SettingsNode? Find(string name) => _written.FirstOrDefault(node => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    bool IsRight(SettingsNode node)
    {
        var error = node.Kind != SettingsKind.Text ? "must be text: \"Host=…;Database=…;Username=…\"" : ConnectionStringSyntax.FirstError(node.Value!);

        if (error is not null)
            _errors.Add(node.Path, error, secret: true);

        return error is null;
    }
}
