namespace PartitionKeeper.Planning;

/// <summary>Whether the clock may be trusted with retirement. Creation goes on in any case: a partition too many does no harm.</summary>
static class ClockCheck
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <returns>False, with findings, when nothing may be detached, attached again or dropped.</returns>
    public static bool Trusts(PlanRequest request, List<Finding> findings)
    {
        if (request.Hypothetical)
            return true;

        var before = findings.Count;
        var skew = request.Now - request.Catalog.ServerTime;
        if (skew.Duration() > Tolerance)
            findings.Add(Skew(skew));

        if (request.Catalog.LastRunAt is { } last && last > request.Now + Tolerance)
            findings.Add(Backwards(last, request.Now));

        return findings.Count == before;
    }

    static Finding Skew(TimeSpan skew) => new(
        FindingCode.ClockSkew, Severity.Error, null, null,
        $"This machine's clock is {skew.Duration().TotalSeconds:0} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the database server's; "
        + "nothing is retired, while partitions are still created.",
        "Set both clocks by NTP; the next run retires what is due.", BlocksWork: true);

    static Finding Backwards(DateTimeOffset last, DateTimeOffset now) => new(
        FindingCode.ClockBackwards, Severity.Error, null, null,
        $"The last recorded run was at {last.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, and now it is {now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: the clock went backwards; "
        + "nothing is retired, while partitions are still created.",
        "Correct the clock. If it is right now and was wrong then, retirement resumes once the time of that run has passed.", BlocksWork: true);
}
