using System.Data.Common;
using PartitionKeeper.Cli;
using PartitionKeeper.Configuration;

namespace PartitionKeeper.UnitTests.Configuration;

/// <summary>No secret is shown, in whatever shape it was written and wherever it was put.</summary>
public sealed class SecretsTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    [Theory, MemberData(nameof(Seeds))]
    public void A_password_is_never_shown(int seed)
    {
        var random = new Random(seed);
        var (written, secret) = OddConnectionString(random);

        Assert.DoesNotContain(secret, ConnectionStringMask.Mask(written), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret, Everything(written), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Host=a;Password=\"ge;he=im\";Database=d", "Host=a;Database=d;Password=***")]
    [InlineData("host=a; PWD = 'ge''heim' ;", "Host=a;Password=***")]
    [InlineData("Host=a;SSL Password=geheim", "Host=a;***")]
    [InlineData("Host=a;Passfile=/geheim", "Host=a;***")]
    [InlineData("Host=a;geheim=1", "Host=a;***")]
    [InlineData("Host=a;Password=", "Host=a")]
    [InlineData("postgres://u:geheim@h/d", "***")]
    [InlineData("geheim", "***")]
    [InlineData("", "")]
    public void Only_what_is_known_to_be_harmless_is_shown(string written, string expected) => Assert.Equal(expected, ConnectionStringMask.Mask(written));

    [Theory]
    [InlineData("Host=x;Password=ge;heim=1")]
    [InlineData("Host=x;geheim")]
    [InlineData("postgresql://u:geheim@h/d")]
    [InlineData("Host=x;Port=geheim")]
    [InlineData("Password=geheim")]
    [InlineData("Host=x;SSL Mode=geheim")]
    [InlineData("geheim=x")]
    public void An_error_in_a_connection_string_repeats_nothing_of_it(string written)
    {
        var result = Load(written);

        Assert.StartsWith("ConnectionStrings:Default (appsettings.json:", Assert.Single(SettingsText.Lines(result)));
        Assert.DoesNotContain("geheim", $"{result.Errors[0]}");
        Assert.DoesNotContain("heim", $"{result.Errors[0]}");
    }

    [Theory]
    [InlineData("\"Schedule\": \"Host=x;Password=geheim\"")]
    [InlineData("\"Password\": \"geheim\"")]
    [InlineData("\"Archive\": { \"Store\": \"s3://a:geheim@b\" }")]
    [InlineData("\"Archive\": { \"Store\": \"s3://bucket\", \"SecretKey\": \"geheim\" }")]
    [InlineData("\"Http\": { \"Listen\": \"http://a:geheim@b:80\" }")]
    [InlineData("\"Holds\": [ { \"Table\": \"a=password geheim\", \"Reason\": \"x\" } ]")]
    public void A_secret_in_the_wrong_place_is_not_repeated(string keys)
    {
        var result = SettingsText.Load(SettingsText.With(keys));

        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.DoesNotContain("geheim", $"{error}"));
        Assert.All(EffectiveSettings.Describe(result.Document), setting => Assert.DoesNotContain("geheim", $"{setting}"));
    }

    [Fact]
    public void A_changed_password_is_a_change_and_not_shown() =>
        Assert.Equal(
            ["ConnectionStrings:Default changed"],
            SettingsChanges.Between(Load("Host=x;Password=geheim").Document, Load("Host=x;Password=heimlich").Document));

    static SettingsResult Load(string connectionString) =>
        SettingsText.Load($$"""{ "ConnectionStrings": { "Default": {{System.Text.Json.JsonSerializer.Serialize(connectionString)}} }, "PartitionKeeper": { "Tables": [ { "Table": "a.b" } ] } }""");

    /// <summary>All that is ever said about it.</summary>
    static string Everything(string connectionString)
    {
        using var folder = new Fixtures.TemporaryFolder();
        var source = new SettingsSource { File = Path.Combine(folder.Path, "appsettings.json"), Environment = new Dictionary<string, string> { ["ConnectionStrings__Default"] = connectionString } };
        File.WriteAllText(source.File, """{ "PartitionKeeper": { "Tables": [ { "Table": "a.b" } ] } }""");
        var said = new StringWriter();

        foreach (var format in new[] { OutputFormat.Text, OutputFormat.Json })
        {
            ConfigCommand.Validate(source, said, said, format);
            ConfigCommand.Show(source, said, said, format);
        }

        return $"{said} {SettingsLoader.Load(source).Settings?.Databases[0]}";
    }

    static (string Written, string Secret) OddConnectionString(Random random)
    {
        var secret = "S3cr" + string.Concat(Enumerable.Range(0, random.Next(3, 12)).Select(_ => "aZ09;='\"{} ,:/@\\*$ü"[random.Next(19)])) + "et";
        string[] keys = ["Password", "PASSWORD", "pwd", "PSW", "SSL Password", "SslPassword", "Passfile", "SSL Key", "Options", "Pass word"];
        var pairs = new DbConnectionStringBuilder { ["Host"] = "db.example", ["Database"] = "app" };
        pairs[keys[random.Next(keys.Length)]] = secret;
        var written = pairs.ConnectionString;
        return (random.Next(4) == 0 ? written.Replace(";", " ; ").Replace("Secret", "secret") : written, random.Next(4) == 0 ? secret : secret[..5]);
    }
}
