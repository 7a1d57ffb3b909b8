using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace PartitionKeeper.Configuration.Options;

[Description("What to do for one table, or for all tables that a pattern matches.")]
sealed class TableOptions
{
    [Description("The partitioned table, with its schema, quoted as in SQL where needed (public.\"Call Turns\"); * matches any characters (tenant_*.messages).")]
    [Required]
    public string? Table { get; set; }

    [Description("The name of a connection string; * is every one.")]
    public string Database { get; set; } = "Default";

    [Description("The width of a partition: a whole number of hours, days, ISO weeks, months, quarters or years.")]
    [RegularExpression(Patterns.Interval)]
    public string Interval { get; set; } = "1 month";

    [Description("Intervals kept ready after the current one.")]
    [Range(0, 10_000)]
    public int Premake { get; set; } = 3;

    [Description("How partitions are named, with the tokens {schema} {table} {yyyy} {MM} {dd} {HH} {Q} {ww} of the range's start. "
        + "Default: by the interval; for months {table}_{yyyy}_{MM}.")]
    public string? PartitionName { get; set; }

    [Description("The IANA time zone in which a month of a timestamptz key begins.")]
    [RegularExpression(@"^[A-Za-z][A-Za-z0-9_+\-/]*$")]
    public string TimeZone { get; set; } = "UTC";

    [Description("How a key that is not a date, timestamp or timestamptz stands for a time. Default: from the key's type.")]
    [AllowedValues("unix-seconds", "unix-milliseconds", "unix-microseconds", "uuid-v7", "ulid")]
    public string? Key { get; set; }

    [Description("Rows found in the default partition for a range to be created: drain them into the new partition, or refuse and report a finding.")]
    [AllowedValues("drain", "refuse")]
    public string DefaultPartition { get; set; } = "drain";

    [Description("How long partitions stay attached. Without it they are kept for ever.")]
    public RetentionOptions? Retention { get; set; }

    [Description("Where this table's partitions are archived, if not where the global Archive says.")]
    public ArchiveOptions? Archive { get; set; }
}
