using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;
using Spectre.Console;

namespace PartitionKeeper.Cli.Text;

static class Styles
{
    public static Style Heading { get; } = new(decoration: Decoration.Bold);

    public static Style Quiet { get; } = new(foreground: Color.Grey);

    public static Style Good { get; } = new(foreground: Color.Green);

    public static Style Caution { get; } = new(foreground: Color.Yellow);

    public static Style Bad { get; } = new(foreground: Color.Red);

    public static Style Of(Severity severity) => severity switch { Severity.Error => Bad, Severity.Warning => Caution, _ => Quiet };

    /// <summary>What adds is green, what takes away is yellow.</summary>
    public static Style Of(PlanStep step) => step is PlanStep.DetachPartition or PlanStep.DropDetachedTable ? Caution : Good;

    public static Style Of(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Failed => Bad,
        StepOutcome.LockNotAvailable or StepOutcome.Skipped => Caution,
        _ => Good,
    };
}
