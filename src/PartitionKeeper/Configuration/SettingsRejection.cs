using System.Collections.Immutable;

namespace PartitionKeeper.Configuration;

/// <summary>An edit that was not taken, because it is wrong; the settings before it are still in force.</summary>
/// <param name="At">When it was first seen.</param>
sealed record SettingsRejection(DateTimeOffset At, string File, ImmutableArray<SettingsError> Errors)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{File} is rejected since {At:u}: {string.Join(" | ", Errors)}";
}
