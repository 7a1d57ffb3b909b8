using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace PartitionKeeper.Configuration.Options;

[Description("How long partitions stay attached, and what happens to them then.")]
sealed class RetentionOptions
{
    [Description("A partition is due when its end is at least this long ago, by the calendar of the table's TimeZone.")]
    [Required, RegularExpression(Patterns.Duration)]
    public string? Keep { get; set; }

    [Description("drop; detach (leave a plain table); archive (write to the archive, verify, then drop).")]
    [AllowedValues("drop", "detach", "archive")]
    public string Then { get; set; } = "drop";

    [Description("Time between detach and drop; raising Keep meanwhile attaches the partition again.")]
    [RegularExpression(Patterns.Duration)]
    public string Grace { get; set; } = "0 days";

    [Description("Age, by the partition's end, at which its archived files may be deleted. Default: never.")]
    [RegularExpression(Patterns.Duration)]
    public string? DeleteArchiveAfter { get; set; }

    [Description("Circuit breaker: if more partitions of the table are due in one run, none is retired and a finding says so.")]
    [Range(1, int.MaxValue)]
    public int MaxPerRun { get; set; } = 24;
}
