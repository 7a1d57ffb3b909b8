using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace PartitionKeeper.Configuration.Options;

[Description("How long a statement of PartitionKeeper may wait and run.")]
sealed class SafetyOptions
{
    [Description("The longest a statement waits for one lock, and so the longest that a statement of the application waits behind it.")]
    [RegularExpression(Patterns.Duration)]
    public string LockTimeout { get; set; } = "200 ms";

    [Description("The longest one statement runs, waiting included.")]
    [RegularExpression(Patterns.Duration)]
    public string StatementTimeout { get; set; } = "10 s";

    [Description("Tries of a step whose lock is not granted, the first included.")]
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 10;
}
