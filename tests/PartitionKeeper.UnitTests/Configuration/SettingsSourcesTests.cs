using PartitionKeeper.Configuration;

namespace PartitionKeeper.UnitTests.Configuration;

/// <summary>File, then environment, then command line: the later one wins, key by key.</summary>
public sealed class SettingsSourcesTests
{
    static readonly string Text = SettingsText.With("\"Reconcile\": \"2 days\", \"DatabasesAtOnce\": 2");

    [Fact]
    public void The_environment_wins_over_the_file() =>
        Assert.Equal(TimeSpan.FromDays(3), SettingsText.Valid(SettingsText.Load(Text, [("PartitionKeeper__Reconcile", "3 days")])).Reconcile);

    [Fact]
    public void The_command_line_wins_over_the_environment() =>
        Assert.Equal(
            TimeSpan.FromDays(4),
            SettingsText.Valid(SettingsText.Load(Text, [("PartitionKeeper__Reconcile", "3 days")], [("PartitionKeeper:Reconcile", "4 days")])).Reconcile);

    [Fact]
    public void Numbers_from_the_environment_are_text_and_welcome() =>
        Assert.Equal(7, SettingsText.Valid(SettingsText.Load(Text, [("PARTITIONKEEPER__DATABASESATONCE", "7")])).DatabasesAtOnce);

    [Fact]
    public void A_connection_string_may_come_from_the_environment()
    {
        var settings = SettingsText.Valid(SettingsText.Load("""{ "PartitionKeeper": { "Tables": [ { "Table": "a.b" } ] } }""", [("ConnectionStrings__Default", "Host=x;Password=geheim")]));

        Assert.Equal("Host=x;Password=geheim", settings.Databases[0].ConnectionString);
    }

    [Fact]
    public void Elements_of_lists_are_overridden_and_added()
    {
        var settings = SettingsText.Valid(SettingsText.Load(Text, [
            ("PartitionKeeper__Tables__0__Premake", "9"),
            ("PartitionKeeper__Tables__10__Table", "public.last"),
            ("PartitionKeeper__Tables__2__Table", "public.second"),
            ("PartitionKeeper__Tables__2__Retention__Keep", "2 months"),
        ]));

        Assert.Equal(
            [("public.calls", 9, false), ("public.second", 3, true), ("public.last", 3, false)],
            settings.Policies.Select(policy => (policy.Table.Text, policy.Premake, policy.Retention is not null)));
    }

    [Fact]
    public void Everything_may_come_from_the_environment()
    {
        var settings = SettingsText.Valid(SettingsText.Load("{}", [("ConnectionStrings__Default", "Host=x"), ("PartitionKeeper__Tables__0__Table", "a.b")]));

        Assert.Equal("a.b", Assert.Single(settings.Policies).Table.Text);
    }

    [Theory]
    [InlineData("PartitionKeeper__Schedul", "x", "PartitionKeeper:Schedul (environment variable PartitionKeeper__Schedul): unknown key; did you mean \"Schedule\"?")]
    [InlineData("PartitionKeeper__Tables__0__Premake", "x", "PartitionKeeper:Tables:0:Premake = \"x\" (environment variable PartitionKeeper__Tables__0__Premake): must be a whole number from 0 to 10000")]
    [InlineData("PartitionKeeper__Tables__one__Premake", "1", "PartitionKeeper:Tables:one (environment variable PartitionKeeper__Tables__one__Premake): \"one\" is not a position in the list; count from 0")]
    [InlineData("PartitionKeeper__Tables", "public.calls", "PartitionKeeper:Tables = \"public.calls\" (environment variable PartitionKeeper__Tables): is a single value; it must be a list: [ … ]")]
    [InlineData("PartitionKeeper__Reconcile__Days", "1", "PartitionKeeper:Reconcile:Days (environment variable PartitionKeeper__Reconcile__Days): unknown key; PartitionKeeper:Reconcile is a single value")]
    [InlineData("PartitionKeeper__Schedule", "", "PartitionKeeper:Schedule = \"\" (environment variable PartitionKeeper__Schedule): is empty; give a value or leave the key out, such as \"0 2 1 * *\"")]
    [InlineData("PartitionKeeper__Tables__3__Premake", "1", "PartitionKeeper:Tables:3:Table: is missing; the partitioned table, with its schema, quoted as in SQL where needed (public.\"Call Turns\"); * matches any characters (tenant_*.messages)")]
    [InlineData("ConnectionStrings__Default", "geheim", "ConnectionStrings:Default (environment variable ConnectionStrings__Default): is not a list of key=value pairs with semicolons between them; write \"Host=…;Database=…;Username=…\"")]
    public void A_wrong_variable_is_named(string variable, string value, string expected) =>
        Assert.Equal([expected], SettingsText.Lines(SettingsText.Load(Text, [(variable, value)])));

    [Theory]
    [InlineData("PATH")]
    [InlineData("DOTNET__Schedul")]
    [InlineData("PARTITIONKEEPER_PORT")]
    [InlineData("PartitionKeeper")]
    [InlineData("_")]
    [InlineData("__CF_USER")]
    public void Other_variables_are_left_alone(string variable) => SettingsText.Valid(SettingsText.Load(Text, [(variable, "x")]));

    [Fact]
    public void A_wrong_override_is_said_to_come_from_the_command_line() =>
        Assert.Equal(
            ["PartitionKeeper:Reconcile = \"soon\" (command line): \"soon\" is not a whole number and a unit; write for example \"12 months\" (units: milliseconds, seconds, minutes, hours, days, weeks, months, quarters, years)"],
            SettingsText.Lines(SettingsText.Load(Text, commandLine: [("PartitionKeeper:Reconcile", "soon")])));

    [Fact]
    public void Overrides_are_told_from_other_arguments()
    {
        var split = CommandLineOverrides.Split(["plan", "--as-of=2026-01-01T00:00Z", "--PartitionKeeper:Schedule=0 3 * * *", "--table", "a:b", "--ConnectionStrings:Default", "Host=x;Port=5", "--", "--A:B=c"]);

        Assert.Null(split.Error);
        Assert.Equal(["plan", "--as-of=2026-01-01T00:00Z", "--table", "a:b", "--", "--A:B=c"], split.Rest);
        Assert.Equal([new("PartitionKeeper:Schedule", "0 3 * * *"), new("ConnectionStrings:Default", "Host=x;Port=5")], split.Overrides);
    }

    [Fact]
    public void An_override_without_a_value_is_wrong_usage() =>
        Assert.Equal("--PartitionKeeper:Schedule needs a value: --PartitionKeeper:Schedule=VALUE", CommandLineOverrides.Split(["run", "--PartitionKeeper:Schedule"]).Error);
}
