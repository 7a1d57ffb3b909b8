using System.Text.Json.Nodes;
using PartitionKeeper.Cli;
using PartitionKeeper.Configuration;
using PartitionKeeper.UnitTests.Fixtures;

namespace PartitionKeeper.UnitTests.Configuration;

public sealed class ConfigCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly StringWriter _out = new();
    readonly StringWriter _err = new();

    [Fact]
    public void Validate_says_that_all_is_well_and_exits_0()
    {
        var source = Source(SettingsText.Complete("\"Tables\": [ { \"Table\": \"a.b\" }, { \"Table\": \"a.c\" } ]"));

        Assert.Equal(ExitCode.Done, ConfigCommand.Validate(source, _out, _err, OutputFormat.Text));
        Assert.Equal(($"{source.File} is valid: 2 policies for 1 database\n", ""), ($"{_out}", $"{_err}"));
    }

    [Fact]
    public void Validate_lists_all_errors_on_stderr_and_exits_2()
    {
        var source = Source(SettingsText.Complete("\"Tables\": [ { \"Table\": \"b\" } ], \"Schedule\": 5"));

        Assert.Equal(ExitCode.WrongConfiguration, ConfigCommand.Validate(source, _out, _err, OutputFormat.Text));
        Assert.Equal("", $"{_out}");
        Assert.Equal(
            """
            PartitionKeeper:Schedule = 5 (appsettings.json:1): must be text, in quotes: "5"
            PartitionKeeper:Tables:0:Table = "b" (appsettings.json:1): b has no schema; write public.b, or the schema that it is in

            """,
            $"{_err}");
    }

    [Fact]
    public void Validate_as_json_is_one_value_on_stdout()
    {
        var source = Source(SettingsText.Complete("\"Tables\": [ { \"Table\": \"a.b\" } ], \"DatabasesAtOnce\": 0"));

        Assert.Equal(ExitCode.WrongConfiguration, ConfigCommand.Validate(source, _out, _err, OutputFormat.Json));
        Assert.Equal("", $"{_err}");

        var result = JsonNode.Parse($"{_out}")!;
        Assert.False((bool)result["valid"]!);
        Assert.Equal(source.File, (string?)result["file"]);
        var error = Assert.Single(result["errors"]!.AsArray())!;
        Assert.Equal(
            ("PartitionKeeper:DatabasesAtOnce", "0", "must be a whole number from 1 to 100", "appsettings.json:1"),
            ((string)error["path"]!, (string)error["value"]!, (string)error["message"]!, (string)error["source"]!));
    }

    [Fact]
    public void Show_lists_every_value_with_its_source()
    {
        var source = Source("""
            {
              "ConnectionStrings": { "Default": "Host=db;Password=geheim;Username=app" },
              "PartitionKeeper": { "Reconcile": "never", "Tables": [
                { "Table": "a.b" },
                { "Table": "a.c", "Retention": { "Keep": "1 year" } } ] }
            }
            """) with
        {
            Environment = new Dictionary<string, string> { ["PartitionKeeper__Tables__0__Premake"] = "5" },
            CommandLine = [new("PartitionKeeper:Schedule", "@daily")],
        };

        Assert.Equal(ExitCode.Done, ConfigCommand.Show(source, _out, _err, OutputFormat.Text));
        Assert.Equal(
            """
            ConnectionStrings:Default                              Host=db;Username=app;Password=***  appsettings.json:2
            PartitionKeeper:Schedule                               @daily                             command line
            PartitionKeeper:TimeZone                               UTC                                default
            PartitionKeeper:Reconcile                              never                              appsettings.json:3
            PartitionKeeper:Tables:0:Table                         a.b                                appsettings.json:4
            PartitionKeeper:Tables:0:Database                      Default                            default
            PartitionKeeper:Tables:0:Interval                      1 month                            default
            PartitionKeeper:Tables:0:Premake                       5                                  environment variable PartitionKeeper__Tables__0__Premake
            PartitionKeeper:Tables:0:PartitionName                 (by the interval)                  default
            PartitionKeeper:Tables:0:TimeZone                      UTC                                default
            PartitionKeeper:Tables:0:Key                           (from the key's type)              default
            PartitionKeeper:Tables:0:DefaultPartition              drain                              default
            PartitionKeeper:Tables:0:Retention                     (kept for ever)                    default
            PartitionKeeper:Tables:0:Archive                       (none)                             default
            PartitionKeeper:Tables:1:Table                         a.c                                appsettings.json:5
            PartitionKeeper:Tables:1:Database                      Default                            default
            PartitionKeeper:Tables:1:Interval                      1 month                            default
            PartitionKeeper:Tables:1:Premake                       3                                  default
            PartitionKeeper:Tables:1:PartitionName                 (by the interval)                  default
            PartitionKeeper:Tables:1:TimeZone                      UTC                                default
            PartitionKeeper:Tables:1:Key                           (from the key's type)              default
            PartitionKeeper:Tables:1:DefaultPartition              drain                              default
            PartitionKeeper:Tables:1:Retention:Keep                1 year                             appsettings.json:5
            PartitionKeeper:Tables:1:Retention:Then                drop                               default
            PartitionKeeper:Tables:1:Retention:Grace               0 days                             default
            PartitionKeeper:Tables:1:Retention:DeleteArchiveAfter  (never)                            default
            PartitionKeeper:Tables:1:Retention:MaxPerRun           24                                 default
            PartitionKeeper:Tables:1:Archive                       (none)                             default
            PartitionKeeper:Safety:LockTimeout                     200 ms                             default
            PartitionKeeper:Safety:StatementTimeout                10 s                               default
            PartitionKeeper:Safety:MaxAttempts                     10                                 default
            PartitionKeeper:Archive                                (none)                             default
            PartitionKeeper:Http:Listen                            http://127.0.0.1:8080              default
            PartitionKeeper:StateSchema                            partition_keeper                   default
            PartitionKeeper:Holds                                  (none)                             default
            PartitionKeeper:DatabasesAtOnce                        4                                  default

            """,
            $"{_out}");
    }

    [Fact]
    public void Show_as_json_has_the_same_values()
    {
        var source = Source(SettingsText.With("\"Reconcile\": \"never\""));

        Assert.Equal(ExitCode.Done, ConfigCommand.Show(source, _out, _err, OutputFormat.Json));

        var settings = JsonNode.Parse($"{_out}")!["settings"]!.AsArray();
        var reconcile = settings.Single(setting => (string)setting!["path"]! == "PartitionKeeper:Reconcile")!;
        Assert.Equal(("never", "appsettings.json:1"), ((string)reconcile["value"]!, (string)reconcile["source"]!));
        Assert.Null(settings.Single(setting => (string)setting!["path"]! == "PartitionKeeper:Holds")!["value"]);
    }

    [Fact]
    public void Show_shows_what_can_be_read_when_some_of_it_is_wrong()
    {
        var source = Source(SettingsText.With("\"Reconcile\": \"soon\""));

        Assert.Equal(ExitCode.WrongConfiguration, ConfigCommand.Show(source, _out, _err, OutputFormat.Text));
        Assert.Contains("PartitionKeeper:Reconcile ", $"{_out}");
        Assert.StartsWith("PartitionKeeper:Reconcile = \"soon\"", $"{_err}");
    }

    [Fact]
    public void Show_of_a_file_that_is_not_json_says_only_that()
    {
        var source = Source("{ x");

        Assert.Equal(ExitCode.WrongConfiguration, ConfigCommand.Show(source, _out, _err, OutputFormat.Text));
        Assert.Equal("", $"{_out}");
        Assert.StartsWith($"{source.File}: line 1, column 3: ", $"{_err}");
    }

    [Fact]
    public void Schema_prints_the_schema()
    {
        Assert.Equal(ExitCode.Done, ConfigCommand.Schema(_out));
        Assert.Equal(SettingsSchema.Text, $"{_out}");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
        _err.Dispose();
    }

    SettingsSource Source(string text)
    {
        var file = Path.Combine(_folder.Path, "appsettings.json");
        File.WriteAllText(file, text);
        return new SettingsSource { File = file };
    }
}
