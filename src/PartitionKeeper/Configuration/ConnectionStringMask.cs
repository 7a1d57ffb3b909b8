using System.Data.Common;

namespace PartitionKeeper.Configuration;

/// <summary>Shows a connection string without its secrets. Only what is known to be harmless is shown, so that a new kind of secret is hidden without anyone knowing of it.</summary>
static class ConnectionStringMask
{
    static readonly string[] Harmless =
    [
        "Host", "Server", "Port", "Database", "DB", "Username", "User Name", "UserId", "User Id", "UID",
        "Application Name", "SSL Mode", "SslMode", "Timeout", "Command Timeout", "Keepalive", "Pooling", "Maximum Pool Size", "Minimum Pool Size",
    ];

    public static string Mask(string connectionString)
    {
        var pairs = new DbConnectionStringBuilder();

        try
        {
            pairs.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            return Secrets.Masked;
        }

        var shown = pairs.Keys.Cast<string>()
            .Select(key => Harmless.FirstOrDefault(harmless => harmless.Equals(key, StringComparison.OrdinalIgnoreCase)))
            .OfType<string>()
            .OrderBy(key => Array.IndexOf(Harmless, key))
            .Select(key => $"{key}={pairs[key]}")
            .ToList();

        if (shown.Count < pairs.Count)
            shown.Add(HasPassword(pairs) ? $"Password={Secrets.Masked}" : Secrets.Masked);

        return string.Join(';', shown);
    }

    static bool HasPassword(DbConnectionStringBuilder pairs) => pairs.ContainsKey("Password") || pairs.ContainsKey("Pwd") || pairs.ContainsKey("PSW");
}
