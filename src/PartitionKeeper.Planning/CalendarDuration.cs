namespace PartitionKeeper.Planning;

public enum CalendarUnit { Millisecond, Second, Minute, Hour, Day, Week, Month, Quarter, Year }

/// <summary>A duration as the configuration writes it: <c>&lt;whole number&gt; &lt;unit&gt;</c>, singular or plural ("12 months", "0 days", "200 milliseconds", "200 ms").</summary>
public readonly record struct CalendarDuration(int Count, CalendarUnit Unit)
{
    /// <param name="error">What would be right; a bare number is an error, since nobody can know its unit.</param>
    public static bool TryParse(string text, out CalendarDuration duration, out string? error) => throw new NotImplementedException();

    /// <summary>
    /// <paramref name="time"/> minus (plus) this duration: days and longer by the calendar and wall clock of <paramref name="zone"/> (the day is clamped to the month's last;
    /// a wall-clock time that does not exist becomes the first instant after the gap), hours and shorter by elapsed time. Clamped to the range of <see cref="DateTimeOffset"/>. The result has offset zero.
    /// </summary>
    public DateTimeOffset Before(DateTimeOffset time, TimeZoneInfo zone) => throw new NotImplementedException();

    public DateTimeOffset After(DateTimeOffset time, TimeZoneInfo zone) => throw new NotImplementedException();

    /// <summary>Elapsed length; null for months and longer, which have none of their own.</summary>
    public TimeSpan? Elapsed => throw new NotImplementedException();

    /// <summary>As the configuration writes it: "12 months", "1 day".</summary>
    public override string ToString() => throw new NotImplementedException();
}
