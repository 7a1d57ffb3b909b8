using PartitionKeeper.Configuration.Options;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Configuration;

/// <summary>Turns an entry of <c>Tables</c> into a policy.</summary>
sealed class PolicyFactory(SettingsErrors errors, ValueReader values)
{
    readonly Dictionary<(string Text, PartitionInterval Interval), (PartitionNameTemplate? Template, string? Error)> _templates = [];

    /// <summary>Null: something is wrong with it, and all of it is noted.</summary>
    public PartitionPolicy? Make(TableOptions options, TablePattern? table, string path)
    {
        var interval = Interval($"{path}:Interval", options.Interval);
        var zone = values.Zone($"{path}:TimeZone", options.TimeZone);
        var name = Name($"{path}:PartitionName", options.PartitionName, interval);
        var retention = options.Retention is { } written ? Retention(written, $"{path}:Retention", interval) : null;

        if (table is null || interval is null || zone is null || name is null || (options.Retention is not null && retention is null))
            return null;

        return new PartitionPolicy(
            table, options.Database.Trim(), interval, options.Premake, name, zone, KeyOf(options.Key),
            Enum.Parse<DefaultPartitionAction>(options.DefaultPartition, ignoreCase: true), retention);
    }

    PartitionInterval? Interval(string path, string text)
    {
        if (PartitionInterval.TryParse(text, out var interval, out var error))
            return interval;

        errors.Add(path, error!);
        return null;
    }

    PartitionNameTemplate? Name(string path, string? text, PartitionInterval? interval)
    {
        // Years ask the least of a name: what is wrong for them is wrong for the interval that could not be read.
        interval ??= new PartitionInterval(1, CalendarUnit.Year);

        if (text is null)
            return PartitionNameTemplate.DefaultFor(interval);

        // Whether a template tells ranges apart is found out by trying thousands of them, so hundreds of tables with one template ask once.
        if (!_templates.TryGetValue((text, interval), out var read))
        {
            read = PartitionNameTemplate.TryParse(text, interval, out var template, out var error) ? (template, null) : (null, error);
            _templates[(text, interval)] = read;
        }

        if (read.Error is not null)
            errors.Add(path, read.Error);

        return read.Template;
    }

    Retention? Retention(RetentionOptions options, string path, PartitionInterval? interval)
    {
        var keep = options.Keep is { } keepText ? values.Duration($"{path}:Keep", keepText) : null;
        var grace = values.Duration($"{path}:Grace", options.Grace);
        var delete = options.DeleteArchiveAfter is { } deleteText ? values.Duration($"{path}:DeleteArchiveAfter", deleteText) : null;
        var then = Enum.Parse<RetentionAction>(options.Then, ignoreCase: true);

        if (keep is { } kept && interval is not null && DurationOrder.IsShorter(kept, new CalendarDuration(interval.Count, interval.Unit)))
            errors.Add($"{path}:Keep", $"is shorter than one interval; write at least \"{interval}\", or leave Retention out to keep partitions for ever");

        if (grace is { Count: > 0 } && then == RetentionAction.Detach)
            errors.Add($"{path}:Grace", "has no effect with Then \"detach\", which never drops; leave it out, or write Then \"drop\"");

        if (delete is not null && then != RetentionAction.Archive)
            errors.Add($"{path}:DeleteArchiveAfter", $"has no effect with Then \"{options.Then}\"; leave it out, or write Then \"archive\"");

        if (delete is { } deleted && keep is { } until && DurationOrder.IsShorter(deleted, until))
            errors.Add($"{path}:DeleteArchiveAfter", $"is shorter than Keep, \"{until}\": files would be deleted as soon as they are written; make it longer");

        return keep is null || grace is null ? null : new Retention(keep.Value, then, grace.Value, delete, options.MaxPerRun);
    }

    static KeyEncoding KeyOf(string? text) =>
        text is null ? KeyEncoding.FromType : Enum.Parse<KeyEncoding>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
