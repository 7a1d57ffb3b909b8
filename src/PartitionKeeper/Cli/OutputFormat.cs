namespace PartitionKeeper.Cli;

/// <summary>What <c>--output</c> may be; not every verb has all of them.</summary>
enum OutputFormat
{
    Text,
    Json,
    Sql,
}
