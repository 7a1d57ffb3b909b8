using System.Collections.Immutable;
using PartitionKeeper.Configuration.Options;

namespace PartitionKeeper.Configuration;

/// <summary>Either settings that are right in all respects, or everything that is wrong.</summary>
/// <param name="Settings">Null when there are errors.</param>
/// <param name="Document">What was read, for <c>config show</c> and for sections of other libraries (<c>Logging</c>).</param>
/// <param name="IsReadable">False: the file is missing or not JSON, so that the document says nothing.</param>
sealed record SettingsResult(KeeperSettings? Settings, ImmutableArray<SettingsError> Errors, SettingsDocument Document, bool IsReadable);

/// <summary>From what is written to settings.</summary>
static class SettingsLoader
{
    public const string Section = "PartitionKeeper";

    public static SettingsResult Load(SettingsSource source) => Load(source.Read());

    /// <summary>A function of its argument (and of the time zones of the system).</summary>
    public static SettingsResult Load(SettingsContent content)
    {
        var document = new SettingsDocument();
        var source = content.Source;
        var errors = new SettingsErrors(source.File, document);

        if (content.Failure is not null)
            errors.AddFile(content.Failure);

        if (content.Failure is not null || !new SettingsFileReader(source.FileName, errors).TryRead(content.Bytes, document))
            return new SettingsResult(null, errors.All, document, IsReadable: false);

        document.Overlay(source.Environment);

        foreach (var (path, value) in source.CommandLine)
            document.Overlay(path, value, new SettingOrigin.CommandLine());

        var settings = Make(document, errors);
        return new SettingsResult(settings, errors.All, document, IsReadable: true);
    }

    static KeeperSettings? Make(SettingsDocument document, SettingsErrors errors)
    {
        foreach (var node in document.Root.Children)
            if (node.Origin is SettingOrigin.File && Nearest.To(node.Name, [Section, "ConnectionStrings"]) is { } meant && document.Find(meant) is null)
                errors.AddUnknown(node, $"unknown key; did you mean \"{meant}\"?");

        var options = (PartitionKeeperOptions)new OptionsBinder(errors).Bind(typeof(PartitionKeeperOptions), document.Find(Section), Section);
        return new SettingsFactory(document, errors).Make(options);
    }
}
