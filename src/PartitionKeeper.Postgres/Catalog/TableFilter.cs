using System.Collections.Immutable;
using System.Text;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// The policies' patterns as the catalog query takes them: exact names, and LIKE patterns for those with wildcards. The query may find more than was meant;
/// <see cref="Matches"/> has the last word.
/// </summary>
sealed class TableFilter(ImmutableArray<PartitionPolicy> policies)
{
    readonly ImmutableArray<TablePattern> _patterns = [.. policies.Select(policy => policy.Table).DistinctBy(pattern => pattern.Text)];

    public IEnumerable<TableName> Exact => _patterns.Select(pattern => pattern.Exact).OfType<TableName>();

    /// <summary>Of schema and name, with a backslash as the escape character.</summary>
    public IEnumerable<(string Schema, string Name)> Like => _patterns.Where(pattern => pattern.Exact is null).Select(pattern => LikeOf(pattern.Text.Trim()));

    public bool Matches(TableName table) => _patterns.Any(pattern => pattern.Matches(table));

    static (string Schema, string Name) LikeOf(string text)
    {
        var (schema, current, quoted) = ("%", new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when quoted && i + 1 < text.Length && text[i + 1] == '"':
                    current.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '.' when !quoted:
                    (schema, current) = (current.ToString(), new StringBuilder());
                    break;
                case '*' when !quoted:
                    current.Append('%');
                    break;
                case '%' or '_' or '\\':
                    current.Append('\\').Append(text[i]);
                    break;
                case >= 'A' and <= 'Z' when !quoted:
                    current.Append((char)(text[i] | 0x20));
                    break;
                default:
                    current.Append(text[i]);
                    break;
            }
        }

        return (schema, current.ToString());
    }
}
