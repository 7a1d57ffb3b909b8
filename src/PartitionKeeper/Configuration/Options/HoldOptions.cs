using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace PartitionKeeper.Configuration.Options;

[Description("A range of a table that must never be retired.")]
sealed class HoldOptions
{
    [Description("The table or pattern, as in Tables.")]
    [Required]
    public string? Table { get; set; }

    [Description("Start of the range, inclusive: a date (UTC), or a time with its offset. Default: from the beginning.")]
    [RegularExpression("^[0-9]{4}-.*$")]
    public string? From { get; set; }

    [Description("End of the range, exclusive: a date (UTC), or a time with its offset. Default: without end.")]
    [RegularExpression("^[0-9]{4}-.*$")]
    public string? To { get; set; }

    [Description("Why, in words; shown wherever the hold matters.")]
    [Required]
    public string? Reason { get; set; }
}
