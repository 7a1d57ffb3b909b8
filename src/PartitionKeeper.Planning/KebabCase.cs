using System.Text.Json;

namespace PartitionKeeper.Planning;

/// <summary>Values of enumerations as they are printed and saved: <c>rows-in-default</c>.</summary>
public static class KebabCase
{
    public static string Write<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <returns>Null when no value is written so.</returns>
    public static T? Read<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Write(value) == text)
                return value;
        }

        return null;
    }
}
