using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace PartitionKeeper.Configuration;

enum OptionKind { Text, WholeNumber, Section, List }

/// <summary>A key of the configuration, as its property and attributes describe it: reading, schema and <c>config show</c> all go by this.</summary>
/// <param name="Element">The options class of a section, or of a list's elements; null for scalars.</param>
/// <param name="Default">Null: the key may be left out, and its description says what that means.</param>
sealed record OptionKey(
    PropertyInfo Property, OptionKind Kind, Type? Element, object? Default, string Description, bool Required,
    ImmutableArray<string> Allowed, (int Least, int Most)? Range, string? Pattern)
{
    public string Name => Property.Name;
}

/// <summary>The keys that a section may have.</summary>
static class OptionsShape
{
    static readonly ConcurrentDictionary<Type, ImmutableArray<OptionKey>> Known = new();

    public static ImmutableArray<OptionKey> Of(Type options) => Known.GetOrAdd(options, Read);

    public static string DescriptionOf(Type options) => options.GetCustomAttribute<DescriptionAttribute>()!.Description;

    static ImmutableArray<OptionKey> Read(Type options)
    {
        var defaults = Activator.CreateInstance(options);
        return [.. options.GetProperties().OrderBy(property => property.MetadataToken).Select(property => Read(property, property.GetValue(defaults)))];
    }

    static OptionKey Read(PropertyInfo property, object? value)
    {
        var (kind, element) = property.PropertyType switch
        {
            var type when type == typeof(string) => (OptionKind.Text, null),
            var type when type == typeof(int) => (OptionKind.WholeNumber, null),
            var type when type.IsAssignableTo(typeof(IEnumerable)) => (OptionKind.List, type.GetGenericArguments()[0]),
            var type => (OptionKind.Section, (Type?)type),
        };

        return new OptionKey(
            property, kind, element, value,
            property.GetCustomAttribute<DescriptionAttribute>()!.Description,
            property.IsDefined(typeof(RequiredAttribute)),
            [.. property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.OfType<string>() ?? []],
            property.GetCustomAttribute<RangeAttribute>() is { } range ? ((int)range.Minimum, (int)range.Maximum) : null,
            property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern);
    }
}
