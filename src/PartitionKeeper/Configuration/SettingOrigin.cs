namespace PartitionKeeper.Configuration;

/// <summary>Where a value was written.</summary>
abstract record SettingOrigin
{
    SettingOrigin()
    {
    }

    /// <summary>Nobody wrote it.</summary>
    public sealed record Default : SettingOrigin
    {
        public override string ToString() => "default";
    }

    /// <param name="Name">Without the folder.</param>
    /// <param name="Line">From one.</param>
    public sealed record File(string Name, int Line) : SettingOrigin
    {
        public override string ToString() => $"{Name}:{Line}";
    }

    public sealed record Environment(string Variable) : SettingOrigin
    {
        public override string ToString() => $"environment variable {Variable}";
    }

    public sealed record CommandLine : SettingOrigin
    {
        public override string ToString() => "command line";
    }
}
