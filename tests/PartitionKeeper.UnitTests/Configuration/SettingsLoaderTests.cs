using PartitionKeeper.Configuration;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Configuration;

/// <summary>What right configuration becomes.</summary>
public sealed class SettingsLoaderTests
{
    [Fact]
    public void A_table_alone_is_a_complete_policy()
    {
        var settings = SettingsText.Valid(SettingsText.Complete("\"Tables\": [ { \"Table\": \"public.calls\" } ]"));

        var policy = Assert.Single(settings.Policies);
        Assert.Equal(new TableName("public", "calls"), policy.Table.Exact);
        Assert.Equal(
            ("Default", "1 month", 3, "{table}_{yyyy}_{MM}", "UTC", KeyEncoding.FromType, DefaultPartitionAction.Drain, null),
            (policy.Database, $"{policy.Interval}", policy.Premake, policy.PartitionName.Text, policy.TimeZone.Id, policy.Key, policy.DefaultPartition, policy.Retention));
    }

    [Fact]
    public void Every_global_key_has_a_default_that_works()
    {
        var settings = SettingsText.Valid(SettingsText.Complete("\"Tables\": [ { \"Table\": \"public.calls\" } ]"));

        Assert.Equal("0 2 1 * * (UTC)", $"{settings.Schedule}");
        Assert.Equal(TimeSpan.FromDays(1), settings.Reconcile);
        Assert.Equal(TimeSpan.FromMilliseconds(200), settings.Safety.LockTimeout.Value);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.Safety.StatementTimeout.Value);
        Assert.Equal(10, settings.Safety.MaxAttempts);
        Assert.Equal(4, settings.DatabasesAtOnce);
        Assert.Equal("http://127.0.0.1:8080", settings.HttpListen);
        Assert.Empty(settings.Holds);
        Assert.Equal(ArchiveSettings.None, settings.Archive);

        var database = Assert.Single(settings.Databases);
        Assert.Equal(("Default", "Host=localhost;Database=app", "partition_keeper"), (database.Name, database.ConnectionString, database.StateSchema));
    }

    [Fact]
    public void Every_key_of_a_table_is_read()
    {
        var settings = SettingsText.Valid("""
            {
              "ConnectionStrings": { "Billing": "Host=b;Database=b" },
              "PartitionKeeper": {
                "Archive": { "Store": "s3://cold/keeper/" },
                "Tables": [
                  {
                    "Table": "tenant_*.\"Call Turns\"", "Database": "billing", "Interval": "2 weeks", "Premake": 0, "PartitionName": "{table}_{yyyy}_{ww}",
                    "TimeZone": "Europe/Berlin", "Key": "unix-milliseconds", "DefaultPartition": "refuse",
                    "Retention": { "Keep": "12 months", "Then": "archive", "Grace": "7 days", "DeleteArchiveAfter": "3 years", "MaxPerRun": 2 },
                    "Archive": { "Store": "file:///var/cold" }
                  },
                ],
              },
            }
            """);

        var policy = Assert.Single(settings.Policies);
        Assert.Equal(
            ("tenant_*.\"Call Turns\"", "billing", "2 weeks", 0, "Europe/Berlin", KeyEncoding.UnixMilliseconds, DefaultPartitionAction.Refuse),
            (policy.Table.Text, policy.Database, $"{policy.Interval}", policy.Premake, policy.TimeZone.Id, policy.Key, policy.DefaultPartition));
        Assert.Equal(
            new Retention(new(12, CalendarUnit.Month), RetentionAction.Archive, new(7, CalendarUnit.Day), new CalendarDuration(3, CalendarUnit.Year), 2),
            policy.Retention);
        Assert.Equal(new ArchiveLocation.ObjectStore("cold", "keeper"), settings.Archive.Store);
        Assert.Equal(new ArchiveLocation.Folder("/var/cold"), settings.Archive.StoreFor(policy));
        Assert.Equal("Billing", Assert.Single(settings.Databases).Name);
        Assert.Same(policy, Assert.Single(settings.PoliciesFor("Billing")));
    }

    [Fact]
    public void Case_of_keys_and_choices_does_not_matter()
    {
        var settings = SettingsText.Valid("""
            { "connectionstrings": { "default": "host=x" }, "partitionkeeper": { "RECONCILE": "Never", "tables": [
                { "table": "a.b", "key": "UUID-v7", "timezone": "europe/BERLIN", "retention": { "keep": "1 Month", "then": "DETACH" } } ] } }
            """);

        Assert.Null(settings.Reconcile);
        Assert.Equal(KeyEncoding.UuidV7, settings.Policies[0].Key);
        Assert.Equal("Europe/Berlin", settings.Policies[0].TimeZone.Id);
        Assert.Equal(RetentionAction.Detach, settings.Policies[0].Retention!.Then);
    }

    [Theory]
    [InlineData("unix-seconds", KeyEncoding.UnixSeconds)]
    [InlineData("unix-milliseconds", KeyEncoding.UnixMilliseconds)]
    [InlineData("unix-microseconds", KeyEncoding.UnixMicroseconds)]
    [InlineData("uuid-v7", KeyEncoding.UuidV7)]
    [InlineData("ulid", KeyEncoding.Ulid)]
    public void Every_key_encoding_has_a_name(string written, KeyEncoding expected) =>
        Assert.Equal(expected, SettingsText.Valid(SettingsText.WithTable($"\"Key\": \"{written}\"")).Policies[0].Key);

    [Theory]
    [InlineData("off", null)]
    [InlineData("OFF", null)]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080")]
    [InlineData("http://*:80", "http://*:80")]
    [InlineData("http://+:9090", "http://+:9090")]
    [InlineData("http://[::1]:9090", "http://[::1]:9090")]
    [InlineData("http://localhost:0", "http://localhost:0")]
    public void Http_listens_where_it_is_told(string written, string? expected) =>
        Assert.Equal(expected, SettingsText.Valid(SettingsText.With($"\"Http\": {{ \"Listen\": \"{written}\" }}")).HttpListen);

    [Fact]
    public void The_database_star_takes_every_connection_string()
    {
        var settings = SettingsText.Valid("""
            { "ConnectionStrings": { "B": "Host=b", "A": "Host=a" }, "PartitionKeeper": { "Tables": [ { "Table": "a.b", "Database": "*" } ] } }
            """);

        Assert.Equal(["A", "B"], settings.Databases.Select(database => database.Name));
        Assert.Single(settings.PoliciesFor("A"));
    }

    [Fact]
    public void A_connection_string_that_no_table_uses_is_left_alone()
    {
        var settings = SettingsText.Valid("""
            { "ConnectionStrings": { "Default": "Host=b", "Other": "nonsense" }, "PartitionKeeper": { "Tables": [ { "Table": "a.b" } ] } }
            """);

        Assert.Equal("Default", Assert.Single(settings.Databases).Name);
    }

    [Fact]
    public void The_same_table_may_be_kept_in_two_databases()
    {
        var settings = SettingsText.Valid("""
            { "ConnectionStrings": { "A": "Host=a", "B": "Host=b" },
              "PartitionKeeper": { "Tables": [ { "Table": "a.b", "Database": "A" }, { "Table": "a.b", "Database": "B" } ] } }
            """);

        Assert.Equal(2, settings.Policies.Length);
    }

    [Fact]
    public void Holds_have_open_and_closed_ends()
    {
        var settings = SettingsText.Valid(SettingsText.With("""
            "Holds": [
              { "Table": "public.calls", "Reason": "case 7" },
              { "Table": "public.calls", "From": "2026-01-01", "Reason": "case 8" },
              { "Table": "public.*", "From": "2026-01-01T00:00+01:00", "To": "2026-02-01 12:30:00Z", "Reason": " case 9 " }
            ]
            """));

        Assert.Equal(
            [
                ("public.calls", null, "case 7"),
                ("public.calls", new TimeRange(Utc(2026, 1, 1), DateTimeOffset.MaxValue), "case 8"),
                ("public.*", new TimeRange(Utc(2025, 12, 31, 23), Utc(2026, 2, 1, 12, 30)), "case 9"),
            ],
            settings.Holds.Select(hold => (hold.Table.Text, hold.Range, hold.Reason)));
    }

    [Theory]
    [InlineData("28 days", "1 month")]
    [InlineData("4 weeks", "1 month")]
    [InlineData("12 months", "1 year")]
    [InlineData("4 quarters", "1 year")]
    [InlineData("365 days", "1 year")]
    [InlineData("24 hours", "1 day")]
    public void Keep_may_be_as_short_as_one_interval(string keep, string interval) =>
        SettingsText.Valid(SettingsText.WithTable($"\"Interval\": \"{interval}\", \"Retention\": {{ \"Keep\": \"{keep}\" }}"));

    [Fact]
    public void Sections_of_other_libraries_are_left_alone()
    {
        var result = SettingsText.Load("""
            { "$schema": "./x.json", "Logging": { "LogLevel": { "Default": "Debug" } }, "Serilog": [ 1, null, true ], "AllowedHosts": "*",
              "ConnectionStrings": { "Default": "Host=x" }, "PartitionKeeper": { "Tables": [ { "Table": "a.b" } ] } }
            """);

        SettingsText.Valid(result);
        Assert.Equal("Debug", result.Document.Text("Logging:LogLevel:Default"));
    }

    static DateTimeOffset Utc(int year, int month, int day, int hour = 0, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}
