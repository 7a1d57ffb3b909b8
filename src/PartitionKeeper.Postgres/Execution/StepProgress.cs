namespace PartitionKeeper.Postgres;

/// <summary>What a step has done and cost so far, over all its statements and tries.</summary>
sealed class StepProgress(TimeProvider time)
{
    readonly long _began = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    public TimeSpan LockWait { get; set; }

    /// <summary>Rows that a statement moved; null when none did.</summary>
    public long? RowsMoved { get; set; }

    /// <summary>Statements that were sent, settings included, for the audit trail.</summary>
    public List<string> Sent { get; } = [];
}
