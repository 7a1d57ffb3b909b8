using System.Diagnostics;
using System.Text.Json.Nodes;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Cli;

static class ReportJson
{
    public static JsonObject Of(MaintenanceReport report) => new()
    {
        ["database"] = report.Database,
        ["run"] = report.RunId.ToString(),
        ["kind"] = StepWords.Kind(report.Kind),
        ["asOf"] = report.AsOf.UtcDateTime,
        ["status"] = StepWords.Status(report.Status),
        ["elapsedMs"] = Milliseconds(report.Elapsed),
        ["error"] = report.Error,
        ["lastFullRunAt"] = report.LastFullRunAt?.UtcDateTime,
        ["outcomes"] = new JsonArray([.. report.Outcomes.Select(outcome => (JsonNode)Of(outcome))]),
        ["findings"] = new JsonArray([.. report.Findings.Select(finding => (JsonNode)FindingJson.Of(finding))]),
    };

    static JsonObject Of(StepOutcome outcome)
    {
        var json = new JsonObject
        {
            ["action"] = StepWords.Verb(outcome.Step),
            ["outcome"] = StepWords.Outcome(outcome),
            ["table"] = outcome.Step.Table.ToString(),
            ["partition"] = outcome.Step.Partition.ToString(),
            ["from"] = Bound(outcome.Step.Range.From),
            ["to"] = Bound(outcome.Step.Range.To),
            ["reason"] = outcome.Step.Reason,
        };

        foreach (var (name, value) in Details(outcome))
            json[name] = value;
        return json;
    }

    static (string, JsonNode?)[] Details(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done done =>
            [("elapsedMs", Milliseconds(done.Elapsed)), ("lockWaitMs", Milliseconds(done.LockWait)), ("attempts", done.Attempts), ("rows", done.Rows), ("bytes", done.Bytes)],
        StepOutcome.AlreadyDone already => [("why", already.Why)],
        StepOutcome.LockNotAvailable missed =>
        [
            ("elapsedMs", Milliseconds(missed.Elapsed)), ("lockWaitMs", Milliseconds(missed.LockWait)), ("attempts", missed.Attempts), ("detachPending", missed.DetachPending),
            ("blockers", new JsonArray([.. missed.Blockers.Select(blocker => (JsonNode)Of(blocker))])),
        ],
        StepOutcome.Failed failed => [("sqlState", failed.SqlState), ("message", failed.Message), ("remedy", failed.Remedy), ("elapsedMs", Milliseconds(failed.Elapsed))],
        StepOutcome.Skipped skipped => [("why", skipped.Why)],
        _ => throw new UnreachableException(),
    };

    static JsonObject Of(Blocker blocker) => new()
    {
        ["pid"] = blocker.Pid,
        ["applicationName"] = blocker.ApplicationName,
        ["user"] = blocker.User,
        ["state"] = blocker.State,
        ["lockMode"] = blocker.LockMode,
        ["table"] = blocker.Table?.ToString(),
        ["transactionSeconds"] = blocker.TransactionAge?.TotalSeconds,
    };

    /// <summary>Null: open.</summary>
    static DateTime? Bound(DateTimeOffset time) => time == DateTimeOffset.MinValue || time == DateTimeOffset.MaxValue ? null : time.UtcDateTime;

    static double Milliseconds(TimeSpan elapsed) => Math.Round(elapsed.TotalMilliseconds, 1);
}
