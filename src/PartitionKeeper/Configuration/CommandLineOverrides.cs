using System.Collections.Immutable;

namespace PartitionKeeper.Configuration;

/// <summary>Settings given on the command line, as any .NET host takes them: <c>--PartitionKeeper:Schedule="0 3 * * *"</c>.</summary>
/// <param name="Rest">The other arguments, in their order.</param>
/// <param name="Error">Null, or what is wrong.</param>
sealed record CommandLineOverrides(ImmutableArray<KeyValuePair<string, string>> Overrides, ImmutableArray<string> Rest, string? Error)
{
    public static CommandLineOverrides Split(IReadOnlyList<string> arguments)
    {
        var overrides = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var rest = ImmutableArray.CreateBuilder<string>();

        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--")
            {
                rest.AddRange(arguments.Skip(i));
                break;
            }

            var name = arguments[i].Split('=')[0];

            if (!name.StartsWith("--", StringComparison.Ordinal) || !name.Contains(':', StringComparison.Ordinal))
                rest.Add(arguments[i]);
            else if (name.Length < arguments[i].Length)
                overrides.Add(new(name[2..], arguments[i][(name.Length + 1)..]));
            else if (i + 1 < arguments.Count)
                overrides.Add(new(name[2..], arguments[++i]));
            else
                return new CommandLineOverrides([], [.. arguments], $"{name} needs a value: {name}=VALUE");
        }

        return new CommandLineOverrides(overrides.ToImmutable(), rest.ToImmutable(), null);
    }
}
