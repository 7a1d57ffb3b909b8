namespace PartitionKeeper.Configuration.Options;

/// <summary>Shapes for the JSON schema, so that an editor sees most mistakes; the real reading gives the better messages.</summary>
static class Patterns
{
    const string Number = @"^\s*[0-9]+\s+";
    const string Short = "[Mm]illiseconds?|[Mm]s|[Ss]econds?|[Ss]|[Mm]inutes?|[Mm]in|[Hh]ours?";
    const string Long = "[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Qq]uarters?|[Yy]ears?";

    public const string Duration = Number + "(" + Short + "|" + Long + @")\s*$";

    public const string DurationOrNever = "^[Nn]ever$|" + Duration;

    public const string Interval = Number + "([Hh]ours?|" + Long + @")\s*$";

    public const string PlainIdentifier = "^[a-z_][a-z0-9_]{0,62}$";

    public const string StoreLocation = "^(file:///|s3://[a-z0-9]).*$";

    public static bool IsDuration(string? pattern) => pattern is Duration or DurationOrNever or Interval;
}
