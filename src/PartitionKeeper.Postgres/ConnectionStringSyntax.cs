using System.ComponentModel;
using System.Data.Common;
using System.Reflection;
using Npgsql;

namespace PartitionKeeper.Postgres;

/// <summary>Tells what is wrong with a connection string without repeating any of its values.</summary>
public static class ConnectionStringSyntax
{
    const string Right = "write \"Host=…;Database=…;Username=…\"";

    /// <summary>Null: the driver takes it.</summary>
    public static string? FirstError(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            return $"is empty; {Right}";

        if (connectionString.Contains("://", StringComparison.Ordinal) && !connectionString.Split("://")[0].Contains('=', StringComparison.Ordinal))
            return $"is a URI, which the driver does not read; {Right}";

        var pairs = new DbConnectionStringBuilder();

        try
        {
            pairs.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            return $"is not a list of key=value pairs with semicolons between them; {Right}";
        }

        return FirstError(pairs);
    }

    static string? FirstError(DbConnectionStringBuilder pairs)
    {
        var driver = new NpgsqlConnectionStringBuilder();

        foreach (string key in pairs.Keys)
        {
            try
            {
                driver[key] = pairs[key];
            }
            catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
            {
                // An unknown key may be the end of a password with a semicolon in it: it is not repeated.
                return KnownKeys().FirstOrDefault(known => known.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } known
                    ? $"the value of \"{known}\" cannot be used; see the driver's documentation for what it takes"
                    : $"has a key that the driver does not know; {Right}, and put values that hold ; or = in quotes";
            }
        }

        return string.IsNullOrWhiteSpace(driver.Host) ? $"names no Host; {Right}" : null;
    }

    static IEnumerable<string> KnownKeys() =>
        typeof(NpgsqlConnectionStringBuilder).GetProperties()
            .SelectMany(property => new[] { property.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName, property.Name })
            .OfType<string>();
}
