using System.Collections;
using System.Globalization;
using PartitionKeeper.Configuration.Options;

namespace PartitionKeeper.Configuration;

/// <summary>
/// Turns what was written into options, and says everything that has the wrong shape: unknown keys, missing keys, lists for objects, numbers for text, values outside
/// of what is allowed. A key with an error keeps its default, so that nothing is complained about twice.
/// </summary>
sealed class OptionsBinder(SettingsErrors errors)
{
    /// <param name="node">Null: nothing was written, all is default.</param>
    /// <param name="path">Of the section, for what is missing.</param>
    public object Bind(Type options, SettingsNode? node, string path)
    {
        var bound = Activator.CreateInstance(options)!;
        var keys = OptionsShape.Of(options);

        if (node is not null && node.Kind != SettingsKind.Object)
        {
            WrongKind(node, "an object: { … }");
            return bound;
        }

        foreach (var child in node?.Children ?? [])
            if (!keys.Any(key => key.Name.Equals(child.Name, StringComparison.OrdinalIgnoreCase)))
                UnknownKey(options, child);

        foreach (var key in keys)
            if (node?.Child(key.Name) is { } written)
                BindKey(key, written, bound);
            else if (key.Required)
                errors.Add($"{path}:{key.Name}", $"is missing; {FirstClause(key.Description)}");

        return bound;
    }

    void BindKey(OptionKey key, SettingsNode node, object bound)
    {
        object? value = key.Kind switch
        {
            OptionKind.Section => Bind(key.Element!, node, node.Path),
            OptionKind.List => BindList(key.Element!, node),
            OptionKind.WholeNumber => BindNumber(key, node),
            _ => BindText(key, node),
        };

        if (value is not null)
            key.Property.SetValue(bound, value);
    }

    IList? BindList(Type element, SettingsNode node)
    {
        // A list may also come key by key from the environment; an object in the file is a mistake.
        if (node.Kind != SettingsKind.List && (node.Kind != SettingsKind.Object || node.Origin is SettingOrigin.File))
        {
            WrongKind(node, "a list: [ … ]");
            return null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;

        foreach (var child in node.Children.Where(child => !IsPosition(child)))
            errors.AddUnknown(child, $"\"{child.Name}\" is not a position in the list; count from 0");

        foreach (var child in Elements(node))
            list.Add(Bind(element, child, child.Path));

        return list;
    }

    /// <summary>The elements of a list in their order, wherever they were written.</summary>
    public static IEnumerable<SettingsNode> Elements(SettingsNode list) =>
        list.Children.Where(IsPosition).OrderBy(child => int.Parse(child.Name));

    static bool IsPosition(SettingsNode child) => int.TryParse(child.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    int? BindNumber(OptionKey key, SettingsNode node)
    {
        var (least, most) = key.Range ?? (int.MinValue, int.MaxValue);
        var right = most == int.MaxValue ? $"a whole number, at least {least}" : $"a whole number from {least} to {most}";

        if (node.Kind == SettingsKind.Text && node.Origin is SettingOrigin.File && int.TryParse(node.Value, out _))
            errors.Add(node.Path, $"must be {right}, written without quotes: {node.Value}");
        else if (!Scalar(node, right))
            return null;
        else if (int.TryParse(node.Value, out var number) && number >= least && number <= most)
            return number;
        else
            errors.Add(node.Path, $"must be {right}");

        return null;
    }

    string? BindText(OptionKey key, SettingsNode node)
    {
        if (!Scalar(node, "text: \"…\""))
            return null;

        // A number where a duration is wanted lacks its unit; whoever reads durations says so better.
        if (node.Kind == SettingsKind.Boolean || (node.Kind == SettingsKind.Number && !Patterns.IsDuration(key.Pattern)))
            errors.Add(node.Path, $"must be text, in quotes: \"{node.Value}\"");
        else if (string.IsNullOrWhiteSpace(node.Value))
            errors.Add(node.Path, "is empty; give a value or leave the key out" + Example(key));
        else if (key.Allowed.Length == 0)
            return node.Value;
        else if (key.Allowed.FirstOrDefault(allowed => allowed.Equals(node.Value.Trim(), StringComparison.OrdinalIgnoreCase)) is { } allowed)
            return allowed;
        else
            errors.Add(node.Path, $"is not known; {Nearest.Hint(node.Value, key.Allowed)}");

        return null;
    }

    bool Scalar(SettingsNode node, string right)
    {
        foreach (var child in node.IsScalar ? node.Children : [])
            errors.AddUnknown(child, $"unknown key; {node.Path} is a single value");

        if (!node.IsScalar)
            WrongKind(node, right);

        return node.IsScalar;
    }

    void WrongKind(SettingsNode node, string right) => errors.Add(node.Path, node.Kind switch
    {
        SettingsKind.Null => "is null; give a value or leave the key out",
        SettingsKind.Object => $"is an object; it must be {right}",
        SettingsKind.List => $"is a list; it must be {right}",
        _ => $"is a single value; it must be {right}",
    });

    void UnknownKey(Type options, SettingsNode child)
    {
        var keys = OptionsShape.Of(options);
        var within = keys.FirstOrDefault(key =>
            key.Kind == OptionKind.Section && OptionsShape.Of(key.Element!).Any(inner => inner.Name.Equals(child.Name, StringComparison.OrdinalIgnoreCase)));

        errors.AddUnknown(child, "unknown key; " + (within is not null
            ? $"it belongs in {within.Name}: \"{within.Name}\": {{ \"{child.Name}\": … }}"
            : Nearest.Hint(child.Name, [.. keys.Select(key => key.Name)])));
    }

    static string Example(OptionKey key) => key.Default is string text ? $", such as \"{text}\"" : "";

    static string FirstClause(string description) => char.ToLowerInvariant(description[0]) + description[1..].Split(". ")[0].TrimEnd('.');
}
