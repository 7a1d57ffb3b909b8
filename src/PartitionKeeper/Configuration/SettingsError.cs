namespace PartitionKeeper.Configuration;

/// <summary>One thing that is wrong with the configuration. <see cref="ToString"/> is one line.</summary>
/// <param name="Path">The key, its names joined by colons; for the file as a whole, the file.</param>
/// <param name="Value">As it was written, text in quotes; null when there is none, or when it may hold a secret.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
/// <param name="Origin">Where the value was written; null when it was not.</param>
sealed record SettingsError(string Path, string? Value, string Message, SettingOrigin? Origin)
{
    const int LongestValue = 120;

    public override string ToString() => OneLine(
        Path
        + (Value is null ? "" : $" = {(Value.Length > LongestValue ? Value[..LongestValue] + "…" : Value)}")
        + (Origin is null or SettingOrigin.Default ? "" : $" ({Origin})")
        + $": {Message}");

    /// <summary>Values come from outside: whatever would break the line, or steer a terminal, is shown as a space.</summary>
    static string OneLine(string text) => string.Create(text.Length, text, static (line, from) =>
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
    });
}
