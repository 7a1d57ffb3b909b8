using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace PartitionKeeper.Configuration.Options;

[Description("Where partitions are archived.")]
sealed class ArchiveOptions
{
    [Description("file:///folder, or s3://bucket/prefix with endpoint, region and credentials from the AWS SDK's usual places.")]
    [Required, RegularExpression(Patterns.StoreLocation)]
    public string? Store { get; set; }
}
