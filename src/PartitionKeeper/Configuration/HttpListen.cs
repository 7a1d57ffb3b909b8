namespace PartitionKeeper.Configuration;

/// <summary>Reads where HTTP listens.</summary>
static class HttpListen
{
    /// <returns>An address for the server; null: off, or wrong and noted.</returns>
    public static string? Read(string text, string path, SettingsErrors errors)
    {
        var address = text.Trim();

        if (address.Equals("off", StringComparison.OrdinalIgnoreCase))
            return null;

        if (Wrong(address) is { } wrong)
        {
            errors.Add(path, $"{wrong}; write \"http://127.0.0.1:8080\", \"http://*:8080\" for all interfaces, or \"off\"");
            return null;
        }

        return address.TrimEnd('/');
    }

    static string? Wrong(string address)
    {
        // "*" and "+" are how the server spells all interfaces; Uri knows neither.
        var spelled = address.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);

        if (!Uri.TryCreate(spelled, UriKind.Absolute, out var uri) || !address.Contains("://", StringComparison.Ordinal))
            return "is not an address to listen on";

        if (uri.Scheme == "https")
            return "https is not served; put a proxy in front";

        if (uri.Scheme != "http" || uri.UserInfo.Length > 0)
            return "is not an address to listen on";

        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0)
            return "must end after the port";

        return spelled.TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal) ? null : "must name a port";
    }
}
