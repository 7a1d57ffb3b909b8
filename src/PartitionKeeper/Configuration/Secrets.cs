namespace PartitionKeeper.Configuration;

/// <summary>Keeps secrets out of messages that show values, wherever someone put them by mistake.</summary>
static class Secrets
{
    public const string Masked = "***";

    static readonly string[] Signs = ["password", "passwd", "pwd", "secret", "access_key", "accesskey"];

    /// <summary>The value, or asterisks when it looks like one that holds a secret.</summary>
    public static string Mask(string value) => IsIn(value) ? Masked : value;

    public static bool IsIn(string value) =>
        (value.Contains("://", StringComparison.Ordinal) && value.Contains('@', StringComparison.Ordinal))
        || (value.Contains('=', StringComparison.Ordinal) && Signs.Any(sign => value.Contains(sign, StringComparison.OrdinalIgnoreCase)));
}
