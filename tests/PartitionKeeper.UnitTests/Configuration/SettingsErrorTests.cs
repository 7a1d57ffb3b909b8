namespace PartitionKeeper.UnitTests.Configuration;

/// <summary>What is said about wrong configuration: path, value, place, and what would be right, in one line.</summary>
public sealed class SettingsErrorTests
{
    const string At = "(appsettings.json:1)";

    /// <summary>Keys of the section, and the line about them.</summary>
    public static TheoryData<string, string> Global => new()
    {
        { """ "Schedul": "x" """, $"Schedul {At}: unknown key; did you mean \"Schedule\"?" },
        { """ "Password": "geheim" """, $"Password {At}: unknown key; known are Schedule, TimeZone, Reconcile, Tables, Safety, Archive, Http, StateSchema, Holds, DatabasesAtOnce" },
        { """ "LockTimeout": "1 s" """, $"LockTimeout {At}: unknown key; it belongs in Safety: \"Safety\": {{ \"LockTimeout\": … }}" },
        { """ "Schedule": "0 2 30 2 *" """, $"Schedule = \"0 2 30 2 *\" {At}: cron expression '0 2 30 2 *' never occurs; day of month, month and day of week must be possible together; write five fields (minute, hour, day of month, month, day of week), such as \"0 2 1 * *\"" },
        { """ "Schedule": "" """, $"Schedule = \"\" {At}: is empty; give a value or leave the key out, such as \"0 2 1 * *\"" },
        { """ "Schedule": 5 """, $"Schedule = 5 {At}: must be text, in quotes: \"5\"" },
        { """ "Schedule": true """, $"Schedule = true {At}: must be text, in quotes: \"true\"" },
        { """ "Schedule": null """, $"Schedule {At}: is null; give a value or leave the key out" },
        { """ "Schedule": [] """, $"Schedule {At}: is a list; it must be text: \"…\"" },
        { """ "Schedule": { "Cron": "x" } """, $"Schedule {At}: is an object; it must be text: \"…\"" },
        { """ "TimeZone": "Europe/Berln" """, $"TimeZone = \"Europe/Berln\" {At}: is not a known time zone; did you mean \"Europe/Berlin\"?" },
        { """ "TimeZone": "W. Europe Standard Time" """, $"TimeZone = \"W. Europe Standard Time\" {At}: is not a known time zone; write an IANA name such as \"UTC\" or \"Europe/Berlin\"" },
        { """ "Reconcile": "1 month" """, $"Reconcile = \"1 month\" {At}: must be from 1 minute to 366 days" },
        { """ "Reconcile": "10 seconds" """, $"Reconcile = \"10 seconds\" {At}: must be from 1 minute to 366 days" },
        { """ "Reconcile": 24 """, $"Reconcile = 24 {At}: \"24\" has no unit; write what is meant, such as \"24 days\" or \"24 months\" (units: milliseconds, seconds, minutes, hours, days, weeks, months, quarters, years)" },
        { """ "Safety": { "LockTimeout": "0 ms" } """, $"Safety:LockTimeout = \"0 ms\" {At}: must be from 1 millisecond to 1 minute" },
        { """ "Safety": { "LockTimeout": "20 s" } """, $"Safety:LockTimeout = \"20 s\" {At}: must be shorter than StatementTimeout, \"10 s\", or it never takes effect" },
        { """ "Safety": { "MaxAttempts": 0 } """, $"Safety:MaxAttempts = 0 {At}: must be a whole number from 1 to 100" },
        { """ "Safety": [] """, $"Safety {At}: is a list; it must be an object: {{ … }}" },
        { """ "DatabasesAtOnce": "4" """, $"DatabasesAtOnce = \"4\" {At}: must be a whole number from 1 to 100, written without quotes: 4" },
        { """ "DatabasesAtOnce": 1.5 """, $"DatabasesAtOnce = 1.5 {At}: must be a whole number from 1 to 100" },
        { """ "DatabasesAtOnce": false """, $"DatabasesAtOnce = false {At}: must be a whole number from 1 to 100" },
        { """ "DatabasesAtOnce": 99999999999 """, $"DatabasesAtOnce = 99999999999 {At}: must be a whole number from 1 to 100" },
        { """ "StateSchema": "Keeper" """, $"StateSchema = \"Keeper\" {At}: must be a plain name: up to 63 lower-case letters, digits and underscores, not beginning with a digit" },
        { """ "StateSchema": "pg_keeper" """, $"StateSchema = \"pg_keeper\" {At}: belongs to PostgreSQL itself; write another name, such as \"partition_keeper\"" },
        { """ "Http": { "Listen": "https://*:443" } """, $"Http:Listen = \"https://*:443\" {At}: https is not served; put a proxy in front; write \"http://127.0.0.1:8080\", \"http://*:8080\" for all interfaces, or \"off\"" },
        { """ "Http": { "Listen": "8080" } """, $"Http:Listen = \"8080\" {At}: is not an address to listen on; write \"http://127.0.0.1:8080\", \"http://*:8080\" for all interfaces, or \"off\"" },
        { """ "Http": { "Listen": "http://localhost" } """, $"Http:Listen = \"http://localhost\" {At}: must name a port; write \"http://127.0.0.1:8080\", \"http://*:8080\" for all interfaces, or \"off\"" },
        { """ "Http": { "Listen": "http://localhost:80/x" } """, $"Http:Listen = \"http://localhost:80/x\" {At}: must end after the port; write \"http://127.0.0.1:8080\", \"http://*:8080\" for all interfaces, or \"off\"" },
        { """ "Archive": {} """, "Archive:Store: is missing; file:///folder, or s3://bucket/prefix with endpoint, region and credentials from the AWS SDK's usual places" },
        { """ "Archive": { "Store": "/var/cold" } """, $"Archive:Store = \"/var/cold\" {At}: is not the address of a store; write file:///folder or s3://bucket/prefix" },
        { """ "Archive": { "Store": "file://var/cold" } """, $"Archive:Store = \"file://var/cold\" {At}: names the host \"var\"; a folder has three slashes: file:///var/cold" },
        { """ "Archive": { "Store": "file:///" } """, $"Archive:Store = \"file:///\" {At}: must name a folder below the root: file:///folder" },
        { """ "Archive": { "Store": "s3://No_Bucket/x" } """, $"Archive:Store = \"s3://No_Bucket/x\" {At}: must name a bucket of 3 to 63 lower-case letters, digits, dots and hyphens: s3://bucket/prefix" },
        { """ "Archive": { "Store": "ftp://x/y" } """, $"Archive:Store = \"ftp://x/y\" {At}: \"ftp\" is not a kind of store; write file:///folder or s3://bucket/prefix" },
        { """ "Archive": { "Store": "s3://key:geheim@bucket" } """, $"Archive:Store = \"***\" {At}: must not hold credentials; they come from the AWS SDK's usual places, such as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" },
        { """ "Holds": [ { "Table": "public.calls" } ] """, "Holds:0:Reason: is missing; why, in words; shown wherever the hold matters" },
        { """ "Holds": [ { "Table": "public.cals", "Reason": "x" } ] """, $"Holds:0:Table = \"public.cals\" {At}: is held, but no entry of Tables keeps it; did you mean \"public.calls\"?" },
        { """ "Holds": [ { "Table": "public.calls", "Reason": "x", "From": "2026-02-01", "To": "2026-01-01" } ] """, $"Holds:0:To = \"2026-01-01\" {At}: must be after From, \"2026-02-01\"; From is inclusive, To is exclusive" },
        { """ "Holds": [ { "Table": "public.calls", "Reason": "x", "From": "2026-02-01T08:00" } ] """, $"Holds:0:From = \"2026-02-01T08:00\" {At}: does not say its offset from UTC; write \"2026-02-01T08:00Z\" for UTC" },
        { """ "Holds": [ { "Table": "public.calls", "Reason": "x", "To": "soon" } ] """, $"Holds:0:To = \"soon\" {At}: is not a time; write a date (\"2026-01-31\", UTC) or a time with its offset (\"2026-01-31T08:00:00+01:00\")" },
        { """ "Holds": {} """, $"Holds {At}: is an object; it must be a list: [ … ]" },
    };

    [Theory, MemberData(nameof(Global))]
    public void A_wrong_global_key_is_one_line(string keys, string expected) =>
        Assert.Equal([$"PartitionKeeper:{expected}"], SettingsText.Errors(SettingsText.With(keys)));

    /// <summary>Keys of a table, and the line about them.</summary>
    public static TheoryData<string, string> Table => new()
    {
        { """ "Premak": 3 """, $"Premak {At}: unknown key; did you mean \"Premake\"?" },
        { """ "Keep": "12 months" """, $"Keep {At}: unknown key; it belongs in Retention: \"Retention\": {{ \"Keep\": … }}" },
        { """ "Database": "Defalt" """, $"Database = \"Defalt\" {At}: there is no connection string \"Defalt\"; did you mean \"Default\"?" },
        { """ "Database": "Billing" """, $"Database = \"Billing\" {At}: there is no connection string \"Billing\"; known are Default" },
        { """ "Database": "Host=x;Password=geheim" """, $"Database = \"***\" {At}: is a connection string; put it into ConnectionStrings and write its name here" },
        { """ "Interval": "1 minute" """, $"Interval = \"1 minute\" {At}: \"1 minute\" has no unit that can be used here; the units are hours, days, weeks, months, quarters, years" },
        { """ "Interval": "0 months" """, $"Interval = \"0 months\" {At}: \"0 months\" is no interval; the least is \"1 month\"" },
        { """ "Interval": 1 """, $"Interval = 1 {At}: \"1\" has no unit; write what is meant, such as \"1 day\" or \"1 month\" (units: hours, days, weeks, months, quarters, years)" },
        { """ "Premake": -1 """, $"Premake = -1 {At}: must be a whole number from 0 to 10000" },
        { """ "PartitionName": "{table}_{yyy}" """, $"PartitionName = \"{{table}}_{{yyy}}\" {At}: \"{{table}}_{{yyy}}\" has the unknown token {{yyy}}; tokens are {{schema}}, {{table}}, {{yyyy}}, {{MM}}, {{dd}}, {{HH}}, {{Q}} and {{ww}}" },
        { """ "TimeZone": "Mars" """, $"TimeZone = \"Mars\" {At}: is not a known time zone; write an IANA name such as \"UTC\" or \"Europe/Berlin\"" },
        { """ "Key": "uuidv7" """, $"Key = \"uuidv7\" {At}: is not known; did you mean \"uuid-v7\"?" },
        { """ "Key": "epoch" """, $"Key = \"epoch\" {At}: is not known; known are unix-seconds, unix-milliseconds, unix-microseconds, uuid-v7, ulid" },
        { """ "DefaultPartition": "keep" """, $"DefaultPartition = \"keep\" {At}: is not known; known are drain, refuse" },
        { """ "Retention": "12 months" """, $"Retention = \"12 months\" {At}: is a single value; it must be an object: {{ … }}" },
        { """ "Retention": {} """, "Retention:Keep: is missing; a partition is due when its end is at least this long ago, by the calendar of the table's TimeZone" },
        { """ "Retention": { "Keep": "3 weeks" } """, $"Retention:Keep = \"3 weeks\" {At}: is shorter than one interval; write at least \"1 month\", or leave Retention out to keep partitions for ever" },
        { """ "Retention": { "Keep": "0 days" } """, $"Retention:Keep = \"0 days\" {At}: is shorter than one interval; write at least \"1 month\", or leave Retention out to keep partitions for ever" },
        { """ "Retention": { "Keep": "1 year", "Then": "purge" } """, $"Retention:Then = \"purge\" {At}: is not known; known are drop, detach, archive" },
        { """ "Retention": { "Keep": "1 year", "Then": "archive" } """, $"Retention:Then = \"archive\" {At}: there is no archive; add \"Archive\": {{ \"Store\": \"s3://bucket/prefix\" }} to PartitionKeeper or to the table, or write \"drop\" or \"detach\"" },
        { """ "Retention": { "Keep": "1 year", "Grace": "a week" } """, $"Retention:Grace = \"a week\" {At}: \"a week\" is not a whole number and a unit; write for example \"12 months\" (units: milliseconds, seconds, minutes, hours, days, weeks, months, quarters, years)" },
        { """ "Retention": { "Keep": "1 year", "Then": "detach", "Grace": "1 day" } """, $"Retention:Grace = \"1 day\" {At}: has no effect with Then \"detach\", which never drops; leave it out, or write Then \"drop\"" },
        { """ "Retention": { "Keep": "1 year", "DeleteArchiveAfter": "3 years" } """, $"Retention:DeleteArchiveAfter = \"3 years\" {At}: has no effect with Then \"drop\"; leave it out, or write Then \"archive\"" },
        { """ "Archive": { "Store": "file:///x" }, "Retention": { "Keep": "1 year", "Then": "archive", "DeleteArchiveAfter": "11 months" } """, $"Retention:DeleteArchiveAfter = \"11 months\" {At}: is shorter than Keep, \"1 year\": files would be deleted as soon as they are written; make it longer" },
        { """ "Retention": { "Keep": "1 year", "MaxPerRun": 0 } """, $"Retention:MaxPerRun = 0 {At}: must be a whole number, at least 1" },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_wrong_key_of_a_table_is_one_line(string keys, string expected) =>
        Assert.Equal([$"PartitionKeeper:Tables:0:{expected}"], SettingsText.Errors(SettingsText.WithTable(keys)));

    /// <summary>pg_partman takes "30" for 30 seconds and drops ten of eleven partitions.</summary>
    [Theory]
    [InlineData("\"30\"")]
    [InlineData("30")]
    public void A_bare_number_is_no_retention(string keep) =>
        Assert.Equal(
            [$"PartitionKeeper:Tables:0:Retention:Keep = {keep} {At}: \"30\" has no unit; write what is meant, such as \"30 days\" or \"30 months\" (units: milliseconds, seconds, minutes, hours, days, weeks, months, quarters, years)"],
            SettingsText.Errors(SettingsText.WithTable($"\"Retention\": {{ \"Keep\": {keep} }}")));

    /// <summary>The list of tables, and the line about it.</summary>
    public static TheoryData<string, string> Tables => new()
    {
        { "", "Tables: is missing; the partitioned tables to keep" },
        { "\"Tables\": []", $"Tables {At}: there are no tables to keep; add at least one: [ {{ \"Table\": \"public.events\" }} ]" },
        { "\"Tables\": {}", $"Tables {At}: is an object; it must be a list: [ … ]" },
        { "\"Tables\": null", $"Tables {At}: is null; give a value or leave the key out" },
        { "\"Tables\": \"public.calls\"", $"Tables = \"public.calls\" {At}: is a single value; it must be a list: [ … ]" },
        { "\"Tables\": [ \"public.calls\" ]", $"Tables:0 = \"public.calls\" {At}: is a single value; it must be an object: {{ … }}" },
        { "\"Tables\": [ null ]", $"Tables:0 {At}: is null; give a value or leave the key out" },
        { "\"Tables\": [ {} ]", "Tables:0:Table: is missing; the partitioned table, with its schema, quoted as in SQL where needed (public.\"Call Turns\"); * matches any characters (tenant_*.messages)" },
        { "\"Tables\": [ { \"Table\": \"calls\" } ]", $"Tables:0:Table = \"calls\" {At}: calls has no schema; write public.calls, or the schema that it is in" },
        { "\"Tables\": [ { \"Table\": \"public.calls\" }, { \"Table\": \"PUBLIC.\\\"calls\\\"\" } ]", $"Tables:1:Table = \"PUBLIC.\"calls\"\" {At}: is the same table as PartitionKeeper:Tables:0:Table, \"public.calls\"; remove one of the two" },
        { "\"Tables\": [ { \"Table\": \"public.calls\" }, { \"Table\": \"public.calls\", \"Database\": \"*\" } ]", $"Tables:1:Table = \"public.calls\" {At}: is the same table as PartitionKeeper:Tables:0:Table, \"public.calls\"; remove one of the two" },
        { "\"Tables\": [ { \"Table\": \"public.calls\" } ], \"tables\": []", $"tables {At}: the key is already there, at appsettings.json:1; remove one of the two" },
    };

    [Theory, MemberData(nameof(Tables))]
    public void A_wrong_list_of_tables_is_one_line(string section, string expected) =>
        Assert.Equal([$"PartitionKeeper:{expected}"], SettingsText.Errors(SettingsText.Complete(section)).Take(1));

    [Fact]
    public void All_errors_are_said_at_once_in_the_order_of_the_file()
    {
        var errors = SettingsText.Errors("""
            {
              "ConnectionStrings": { "Default": "Host=localhost;Pasword=geheim" },
              "PartitionKeeper": {
                "Schedule": "never",
                "Tables": [
                  { "Table": "calls", "Interval": "month", "PartitionName": "{x}", "TimeZone": "Mars", "Premake": "many", "Retention": { "Keep": "30", "Grace": "1" } },
                  { "Premake": -1 }
                ],
                "StateSchema": "a b"
              }
            }
            """);

        Assert.Equal(
            [
                "ConnectionStrings:Default (appsettings.json:2)",
                "PartitionKeeper:Schedule = \"never\" (appsettings.json:4)",
                "PartitionKeeper:Tables:0:Interval = \"month\" (appsettings.json:6)",
                "PartitionKeeper:Tables:0:PartitionName = \"{x}\" (appsettings.json:6)",
                "PartitionKeeper:Tables:0:Premake = \"many\" (appsettings.json:6)",
                "PartitionKeeper:Tables:0:Retention:Grace = \"1\" (appsettings.json:6)",
                "PartitionKeeper:Tables:0:Retention:Keep = \"30\" (appsettings.json:6)",
                "PartitionKeeper:Tables:0:Table = \"calls\" (appsettings.json:6)",
                "PartitionKeeper:Tables:0:TimeZone = \"Mars\" (appsettings.json:6)",
                "PartitionKeeper:Tables:1:Premake = -1 (appsettings.json:7)",
                "PartitionKeeper:StateSchema = \"a b\" (appsettings.json:9)",
                "PartitionKeeper:Tables:1:Table",
            ],
            errors.Select(error => error[..error.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("../../../etc/passwd")]
    [InlineData("Europe")]
    [InlineData("Europe/Berlin/")]
    [InlineData("a\\u0000b")]
    [InlineData("zone.tab")]
    public void What_is_no_zone_is_refused_whatever_it_names(string zone) =>
        Assert.StartsWith("PartitionKeeper:TimeZone = ", Assert.Single(SettingsText.Errors(SettingsText.With($"\"TimeZone\": \"{zone}\""))));

    [Fact]
    public void A_misspelt_section_is_recognised() =>
        Assert.Contains($"PartitionKeper {At}: unknown key; did you mean \"PartitionKeeper\"?", SettingsText.Errors("""{ "PartitionKeper": {} }"""));

    [Fact]
    public void An_error_is_one_line_whatever_the_value_holds()
    {
        var error = Assert.Single(SettingsText.Errors(SettingsText.With($"\"TimeZone\": \"a\\nb\\u001b[31m{new string('x', 500)}\"")));

        Assert.DoesNotContain('\n', error);
        Assert.DoesNotContain('\u001b', error);
        Assert.True(error.Length < 300, error);
    }
}
