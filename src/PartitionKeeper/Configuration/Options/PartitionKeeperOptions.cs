using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace PartitionKeeper.Configuration.Options;

/// <summary>The section <c>PartitionKeeper</c> as it is written; nothing but the configuration sees it. Its attributes make the JSON schema.</summary>
[Description("What PartitionKeeper keeps in order, and when.")]
sealed class PartitionKeeperOptions
{
    [Description("When full runs are due: a cron expression of five fields, or a macro such as @monthly.")]
    public string Schedule { get; set; } = "0 2 1 * *";

    [Description("The IANA time zone that Schedule is read in.")]
    [RegularExpression(@"^[A-Za-z][A-Za-z0-9_+\-/]*$")]
    public string TimeZone { get; set; } = "UTC";

    [Description("Time between the lighter runs that finalize, create, and drop what is past its grace; also at start. \"never\": off.")]
    [RegularExpression(Patterns.DurationOrNever)]
    public string Reconcile { get; set; } = "1 day";

    [Description("The partitioned tables to keep. An entry with nothing but Table is complete.")]
    [Required]
    public IReadOnlyList<TableOptions> Tables { get; set; } = [];

    [Description("How long a statement of PartitionKeeper may wait and run.")]
    public SafetyOptions Safety { get; set; } = new();

    [Description("Where partitions are archived, for tables that do not say it themselves.")]
    public ArchiveOptions? Archive { get; set; }

    [Description("Health, metrics and status over HTTP.")]
    public HttpOptions Http { get; set; } = new();

    [Description("The schema of PartitionKeeper's own tables in each database.")]
    [RegularExpression(Patterns.PlainIdentifier)]
    public string StateSchema { get; set; } = "partition_keeper";

    [Description("Ranges that must never be retired, whatever retention says.")]
    public IReadOnlyList<HoldOptions> Holds { get; set; } = [];

    [Description("Databases worked on at the same time.")]
    [Range(1, 100)]
    public int DatabasesAtOnce { get; set; } = 4;
}
