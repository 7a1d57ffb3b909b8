namespace PartitionKeeper.Postgres;

/// <summary>What the server says of itself when a session opens.</summary>
/// <param name="Version">As <c>server_version_num</c>: 150018.</param>
/// <param name="BackendPid">Of the server process that answered.</param>
sealed record ServerFacts(int Version, bool IsStandby, int BackendPid)
{
    public const int OldestSupported = 140000;

    /// <summary>"15.18".</summary>
    public static string Show(int version) => $"{version / 10000}.{version % 10000}";
}
