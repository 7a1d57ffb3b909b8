using System.Reflection;
using System.Text.RegularExpressions;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.UnitTests.Conventions;

public sealed partial class HouseStyleTests
{
    [Fact]
    public void No_file_has_more_than_400_lines() =>
        Assert.Empty(SourceTree.Files("src", "tests", "benchmarks").Where(file => file.Lines.Length > 400).Select(file => $"{file.Path}: {file.Lines.Length} lines"));

    [Fact]
    public void Folders_are_features_not_kinds()
    {
        string[] kinds = ["Helpers", "Utils", "Common", "Models", "Interfaces", "Shared", "Misc"];

        Assert.DoesNotContain(SourceTree.Files("src").Select(file => file.Path), path => path.Split('/').Intersect(kinds).Any());
    }

    [Fact]
    public void Type_names_do_not_end_in_filler()
    {
        string[] filler = ["Manager", "Handler", "Processor", "Service", "Info", "Data", "Helper", "Util", "Utils"];

        Assert.Empty(Types().Where(type => filler.Any(word => type.Name.EndsWith(word))).Select(type => type.FullName));
    }

    [Fact]
    public void Names_use_the_words_of_PostgreSQL()
    {
        Assert.Empty(Types().Where(type => Synonym().IsMatch(type.Name)).Select(type => type.FullName));
    }

    [Fact]
    public void Statements_that_change_tables_are_written_in_one_folder()
    {
        var elsewhere =
            from file in SourceTree.Files("src")
            where !file.Path.StartsWith("src/PartitionKeeper.Postgres/Ddl/")
            from line in SourceTree.Code(file.Lines)
            where Ddl().IsMatch(line.Text)
            select $"{file.Path}:{line.Number}: {line.Text.Trim()}";

        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Nothing_is_ever_dropped_with_CASCADE()
    {
        var cascades =
            from file in SourceTree.Files("src")
            from line in SourceTree.Code(file.Lines)
            where DropCascade().IsMatch(line.Text)
            select $"{file.Path}:{line.Number}";

        Assert.Empty(cascades);
    }

    [Fact]
    public void SQLSTATEs_have_names()
    {
        var bare =
            from file in SourceTree.Files("src")
            from line in SourceTree.Code(file.Lines)
            where SqlState().IsMatch(line.Text)
            select $"{file.Path}:{line.Number}: {line.Text.Trim()}";

        Assert.Empty(bare);
    }

    [Fact]
    public void Event_ids_are_unique()
    {
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void A_file_holds_a_type_of_its_name()
    {
        var misnamed =
            from file in SourceTree.Files("src")
            let name = Path.GetFileNameWithoutExtension(file.Path).Split('.')[0]
            where name is not ("Program" or "AssemblyInfo")
            where !file.Lines.Any(line => Regex.IsMatch(line, $@"\b(class|record|struct|enum|interface)\s+{Regex.Escape(name)}\b"))
            select file.Path;

        Assert.Empty(misnamed);
    }

    static IEnumerable<Type> Types() =>
        new[] { typeof(PartitionKeeper.Planning.MaintenancePlan).Assembly, typeof(MaintenanceSession).Assembly, typeof(PartitionKeeper.Cli.ExitCode).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("PartitionKeeper") == true && !type.Name.Contains('<'));

    [GeneratedRegex(@"\b(Chunk|Shard|Slice|Bucket|Ttl|Provision|Overflow|CatchAll)|ParentTable|MasterTable|RootTable")]
    private static partial Regex Synonym();

    [GeneratedRegex(@"""[^""]*\b(ALTER|CREATE|DROP)\s+(TABLE|FOREIGN|SCHEMA|INDEX|TRIGGER|FUNCTION|UNLOGGED)\b")]
    private static partial Regex Ddl();

    [GeneratedRegex(@"(DROP|drop)\b[^;]*\b(CASCADE|cascade)\b")]
    private static partial Regex DropCascade();

    [GeneratedRegex(@"""(?=[0-9A-Z]*[0-9])[0-9A-Z]{2}[0-9P][0-9A-Z]{2}""")]
    private static partial Regex SqlState();
}
