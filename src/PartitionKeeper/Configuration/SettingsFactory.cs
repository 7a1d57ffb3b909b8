using System.Collections.Immutable;
using PartitionKeeper.Configuration.Options;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using PartitionKeeper.Scheduling;

namespace PartitionKeeper.Configuration;

/// <summary>Turns options into settings, and says everything that makes no sense. The result is of use only when there were no errors.</summary>
sealed class SettingsFactory(SettingsDocument document, SettingsErrors errors)
{
    const string Section = SettingsLoader.Section;

    readonly ValueReader _values = new(errors);
    readonly string[] _tables = Paths(document, "Tables");
    readonly string[] _holds = Paths(document, "Holds");

    public KeeperSettings? Make(PartitionKeeperOptions options)
    {
        var schedule = MakeSchedule(options);
        var safety = MakeSafety(options.Safety);
        var reconcile = Reconcile(options.Reconcile);
        var listen = HttpListen.Read(options.Http.Listen, $"{Section}:Http:Listen", errors);
        var stateSchema = StateSchema(options.StateSchema);
        var databases = new DatabaseDirectory(document, errors);
        var patterns = options.Tables.Select((table, i) => table.Table is { } text ? _values.Table($"{_tables[i]}:Table", text) : null).ToArray();
        var policies = MakePolicies(options, patterns, databases);
        var targets = databases.Targets(options.Tables, stateSchema);
        var archive = MakeArchive(options, policies);
        var holdable = patterns.All(pattern => pattern is not null) ? patterns : null;
        var holds = options.Holds.Select((hold, i) => new HoldFactory(errors, _values).Make(hold, _holds[i], holdable!)).ToArray();

        if (errors.Count > 0)
            return null;

        return new KeeperSettings
        {
            Schedule = schedule!,
            Reconcile = reconcile,
            Databases = targets,
            Policies = [.. policies!],
            Safety = safety,
            DatabasesAtOnce = options.DatabasesAtOnce,
            Holds = [.. holds!],
            Archive = archive,
            HttpListen = listen,
        };
    }

    Schedule? MakeSchedule(PartitionKeeperOptions options)
    {
        var zone = _values.Zone($"{Section}:TimeZone", options.TimeZone);

        if (Schedule.TryParse(options.Schedule, zone?.Id ?? "UTC", out var schedule, out var wrong))
            return schedule;

        errors.Add($"{Section}:Schedule", $"{string.Join("; ", wrong)}; write five fields (minute, hour, day of month, month, day of week), such as \"0 2 1 * *\"");
        return null;
    }

    TimeSpan? Reconcile(string text) =>
        text.Trim().Equals("never", StringComparison.OrdinalIgnoreCase) ? null
        : _values.Elapsed($"{Section}:Reconcile", text, TimeSpan.FromMinutes(1), TimeSpan.FromDays(366));

    SafetySettings MakeSafety(SafetyOptions options)
    {
        var locks = _values.Elapsed($"{Section}:Safety:LockTimeout", options.LockTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        var statements = _values.Elapsed($"{Section}:Safety:StatementTimeout", options.StatementTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));

        if (locks >= statements)
            errors.Add($"{Section}:Safety:LockTimeout", $"must be shorter than StatementTimeout, \"{options.StatementTimeout}\", or it never takes effect");

        return new SafetySettings(new LockTimeout(locks ?? default), new StatementTimeout(statements ?? default), options.MaxAttempts);
    }

    string StateSchema(string name)
    {
        if (name.Length > Identifier.MaxBytes || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') || char.IsAsciiDigit(name[0]))
            errors.Add($"{Section}:StateSchema", "must be a plain name: up to 63 lower-case letters, digits and underscores, not beginning with a digit");
        else if (name.StartsWith("pg_", StringComparison.Ordinal) || name is "information_schema")
            errors.Add($"{Section}:StateSchema", "belongs to PostgreSQL itself; write another name, such as \"partition_keeper\"");

        return name;
    }

    ImmutableArray<PartitionPolicy?> MakePolicies(PartitionKeeperOptions options, TablePattern?[] patterns, DatabaseDirectory databases)
    {
        var factory = new PolicyFactory(errors, _values);
        var policies = ImmutableArray.CreateBuilder<PartitionPolicy?>(options.Tables.Count);

        foreach (var (i, table) in options.Tables.Index())
        {
            databases.Check(table, _tables[i]);
            policies.Add(factory.Make(table, patterns[i], _tables[i]));
        }

        CheckTwins(options.Tables, patterns);

        if (options.Tables.Count == 0 && !errors.Has($"{Section}:Tables"))
            errors.Add($"{Section}:Tables", "there are no tables to keep; add at least one: [ { \"Table\": \"public.events\" } ]");

        return policies.ToImmutable();
    }

    void CheckTwins(IReadOnlyList<TableOptions> tables, TablePattern?[] patterns)
    {
        foreach (var twins in patterns.Index().Where(table => table.Item is not null).GroupBy(table => table.Item, table => table.Index).Select(group => group.ToArray()))
            for (var i = 1; i < twins.Length; i++)
                if (twins[..i].FirstOrDefault(earlier => SameDatabase(tables[earlier].Database.Trim(), tables[twins[i]].Database.Trim()), -1) is >= 0 and var first)
                    errors.Add($"{_tables[twins[i]]}:Table", $"is the same table as {_tables[first]}:Table, \"{patterns[first]}\"; remove one of the two");
    }

    ArchiveSettings MakeArchive(PartitionKeeperOptions options, ImmutableArray<PartitionPolicy?> policies)
    {
        var global = _values.Store($"{Section}:Archive:Store", options.Archive?.Store);
        var own = ImmutableArray.CreateBuilder<TableArchive>();

        foreach (var (i, table) in options.Tables.Index())
        {
            if (_values.Store($"{_tables[i]}:Archive:Store", table.Archive?.Store) is { } store && policies[i] is { } policy)
                own.Add(new TableArchive(policy.Table, policy.Database, store));

            if (table.Retention?.Then == "archive" && table.Archive is null && options.Archive is null)
                errors.Add($"{_tables[i]}:Retention:Then",
                    $"there is no archive; add \"Archive\": {{ \"Store\": \"s3://bucket/prefix\" }} to {Section} or to the table, or write \"drop\" or \"detach\"");
        }

        return new ArchiveSettings(global, own.ToImmutable());
    }

    /// <summary>The paths of a list's elements. Positions in the environment may leave some out, so the written ones are taken.</summary>
    static string[] Paths(SettingsDocument document, string list) =>
        document.Find($"{Section}:{list}") is { } node ? [.. OptionsBinder.Elements(node).Select(element => element.Path)] : [];

    static bool SameDatabase(string a, string b) => a == "*" || b == "*" || a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
