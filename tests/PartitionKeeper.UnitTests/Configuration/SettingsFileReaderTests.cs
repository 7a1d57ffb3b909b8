using System.Text;
using PartitionKeeper.Configuration;
using PartitionKeeper.UnitTests.Fixtures;

namespace PartitionKeeper.UnitTests.Configuration;

public sealed class SettingsFileReaderTests
{
    [Theory]
    [InlineData("", "the file is empty; the least that works is { \"PartitionKeeper\": { \"Tables\": [ { \"Table\": \"public.events\" } ] } }")]
    [InlineData(" \n", "the file is empty; the least that works is { \"PartitionKeeper\": { \"Tables\": [ { \"Table\": \"public.events\" } ] } }")]
    [InlineData("[]", "the file must hold one JSON object: { … }")]
    [InlineData("\"x\"", "the file must hold one JSON object: { … }")]
    [InlineData("{\n  \"a\": x\n}", "line 2, column 8: 'x' is an invalid start of a value")]
    [InlineData("{\n  \"ä€𝄞\": x\n}", "line 2, column 11: 'x' is an invalid start of a value")]
    [InlineData("{ \"a\": 1\n  \"b\": 2 }", "line 2, column 3: '\"' is invalid after a value. Expected either ',', '}', or ']'")]
    [InlineData("{ \"a\": \"\\ud800\" }", "line 1: ")]
    [InlineData("{} {}", "line 1, column 4: '{' is invalid after a single JSON value. Expected end of data")]
    public void What_is_not_json_is_one_line_with_its_place(string text, string expected)
    {
        var result = SettingsText.Load(text);

        Assert.False(result.IsReadable);
        Assert.StartsWith($"{SettingsText.File}: {expected}", Assert.Single(SettingsText.Lines(result)));
    }

    [Fact]
    public void A_file_that_breaks_off_is_refused_at_every_byte()
    {
        var whole = Encoding.UTF8.GetBytes(SettingsText.With("\"TimeZone\": \"Europe/Berlin\" // ü\n"));

        for (var length = 0; length < whole.Length; length++)
        {
            var result = SettingsText.Load(whole[..length]);

            Assert.Single(SettingsText.Lines(result));
            Assert.False(result.IsReadable);
        }
    }

    [Fact]
    public void Whatever_a_byte_is_changed_into_there_is_an_answer()
    {
        var whole = Encoding.UTF8.GetBytes(SettingsText.WithTable("\"Retention\": { \"Keep\": \"12 months\" }, \"Premake\": 3"));
        var random = new Random(20261121);

        for (var i = 0; i < 3_000; i++)
        {
            var damaged = whole.ToArray();

            for (var times = random.Next(1, 4); times > 0; times--)
                damaged[random.Next(damaged.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"{}[],:\"\\0-9 n"[random.Next(13)];

            SettingsText.Lines(SettingsText.Load(damaged));
        }
    }

    [Fact]
    public void Other_encodings_are_refused() =>
        Assert.Equal(
            [$"{SettingsText.File}: the file is not UTF-8 text; save it as UTF-8"],
            SettingsText.Lines(SettingsText.Load([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")])));

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_welcome() =>
        SettingsText.Valid(SettingsText.Load([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(SettingsText.With("/* a */ \"Holds\": [ /* none */ ], // end\n"))]));

    [Fact]
    public void A_key_with_colons_is_a_path()
    {
        var settings = SettingsText.Valid("""
            { "ConnectionStrings:Default": "Host=x", "PartitionKeeper:Reconcile": "2 days", "PartitionKeeper": { "Safety:MaxAttempts": 3, "Tables": [ { "Table": "a.b" } ] } }
            """);

        Assert.Equal((TimeSpan.FromDays(2), 3), (settings.Reconcile, settings.Safety.MaxAttempts));
    }

    [Fact]
    public void A_missing_file_says_where_it_was_looked_for()
    {
        using var folders = new TemporaryFolder();
        var missing = Path.Combine(folders.Path, "no.json");

        Assert.Equal(
            [$"{missing}: there is no such file"],
            SettingsText.Lines(SettingsLoader.Load(SettingsSource.Locate("no.json", folders.Path, "/opt/keeper"))));
        Assert.Equal(
            [$"{folders.Path}/appsettings.json: there is no appsettings.json, neither there nor beside the program in /opt/keeper; write one, or name it with --config FILE"],
            SettingsText.Lines(SettingsLoader.Load(SettingsSource.Locate(null, folders.Path, "/opt/keeper"))));
    }

    [Fact]
    public void A_folder_is_not_a_file()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(
            [$"{folder.Path}: is a folder; name the file in it"],
            SettingsText.Lines(SettingsLoader.Load(SettingsSource.Locate(folder.Path, "/", "/"))));
    }

    [Fact]
    public void The_current_directory_comes_before_the_program()
    {
        using var folder = new TemporaryFolder();
        var (here, program) = (folder.Make("here"), folder.Make("program"));
        File.WriteAllText(Path.Combine(program, "appsettings.json"), "{}");

        var beside = SettingsSource.Locate(null, here, program);
        File.WriteAllText(Path.Combine(here, "appsettings.json"), "{}");
        var current = SettingsSource.Locate(null, here, program);

        Assert.Equal(Path.Combine(program, "appsettings.json"), beside.File);
        Assert.Equal(Path.Combine(here, "appsettings.json"), current.File);
    }
}
