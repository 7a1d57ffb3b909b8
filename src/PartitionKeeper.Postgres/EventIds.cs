namespace PartitionKeeper.Postgres;

/// <summary>
/// Ids of log events. 1xxx catalog, 2xxx planning, 3xxx execution, 4xxx archive, 5xxx migration, 6xxx host. An id is never reused or given another meaning.
/// </summary>
public static class EventIds
{
    public const int CatalogRead = 1001;
    public const int DefaultPartitionNotRead = 1002;
    public const int StateNotReadable = 1003;
    public const int HoldNotUnderstood = 1004;

    public const int Finding = 2001;
    public const int FindingError = 2002;
    public const int PlanMade = 2003;

    public const int StepDone = 3001;
    public const int StepAlreadyDone = 3002;
    public const int LockNotAvailable = 3003;
    public const int StepFailed = 3004;
    public const int StepSkipped = 3005;
    public const int StatementSent = 3006;
    public const int AnalyzeSkipped = 3007;
    public const int StateSchemaMade = 3008;
    public const int RunNotRecorded = 3009;
    public const int PropertiesNotGiven = 3010;
    public const int PropertiesNotRead = 3011;

    public const int RunFinished = 6001;
    public const int RunChangedNothing = 6002;
    public const int RunFailed = 6003;
    public const int AnotherHolder = 6004;
    public const int Standby = 6005;
    public const int DatabaseUnavailable = 6006;
    public const int DatabaseBack = 6007;
    public const int WorkerStarted = 6010;
    public const int WorkerStopping = 6011;
    public const int WorkerFailed = 6016;
    public const int NextRun = 6012;
    public const int MissedRun = 6013;
    public const int ClockWentBack = 6014;
    public const int PlanNotApplied = 6015;
    public const int ConfigurationReloaded = 6020;
    public const int ConfigurationRejected = 6021;
    public const int ConfigurationRestored = 6022;
    public const int ConfigurationUnchanged = 6023;
    public const int ConfigurationNeedsRestart = 6024;
    public const int HttpListening = 6030;
    public const int HttpFailed = 6031;
    public const int TableFailed = 6040;
}
