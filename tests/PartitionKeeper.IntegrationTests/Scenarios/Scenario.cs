using System.Collections.Immutable;
using PartitionKeeper.IntegrationTests.Fixtures;
using PartitionKeeper.Planning;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>Given SQL, when runs at given times, then steps and an end state. The name is the test's own.</summary>
sealed record Scenario
{
    /// <summary>Run by the superuser, in UTC, several statements at once.</summary>
    public required string Given { get; init; }

    /// <summary>The value of <c>PartitionKeeper:Tables</c> as appsettings.json has it.</summary>
    public required string Tables { get; init; }

    /// <summary>The value of <c>PartitionKeeper:Holds</c>.</summary>
    public string Holds { get; init; } = "[]";

    public required ImmutableArray<ScenarioRun> Runs { get; init; }

    /// <summary>
    /// All tables at the end, in any order: <c>public.calls_2026_12 [2026-12-01, 2027-01-01)</c> for a partition, <c>public.calls_default DEFAULT</c>,
    /// <c>public.agents (table)</c> for a table that is none. Partitioned tables that are no partitions are left out.
    /// </summary>
    public required ImmutableArray<string> Then { get; init; }

    /// <summary>Tables that have rows at the end, <c>public.calls_2026_12 3</c>; default: not looked at.</summary>
    public ImmutableArray<string>? Rows { get; init; }

    /// <summary>Who runs PartitionKeeper; null: the superuser.</summary>
    public TestRole? Role { get; init; }
}

/// <param name="Now">The run's clock, in UTC when it has no offset: <c>2026-11-21</c>.</param>
sealed record ScenarioRun(string Now)
{
    /// <summary>What happens in the database before this run.</summary>
    public string Before { get; init; } = "";

    /// <summary>A partition, with its table, whose detach somebody began before this run and did not finish; null: none.</summary>
    public (string Table, string Partition)? Interrupted { get; init; }

    /// <summary>The configuration was edited: instead of the scenario's <c>Tables</c>; null: it was not.</summary>
    public string? Tables { get; init; }

    public RunKind Kind { get; init; } = RunKind.Full;

    public int? ApproveRetire { get; init; }

    /// <summary>In order: <c>create public.calls_2026_12 [2026-12-01, 2027-01-01)</c>, <c>drain … 12 rows</c>, <c>detach plainly …</c> where it is not concurrent.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>In any order, without informational ones and a runway that the plan itself lengthens: <c>NameTaken public.calls_2026_12</c>, by partition where the finding has one.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>Outcomes other than done: <c>failed 42501 create public.…</c>, <c>skipped create public.…</c>.</summary>
    public ImmutableArray<string> NotDone { get; init; } = [];

    /// <summary>Words that the messages and remedies of what failed must have.</summary>
    public ImmutableArray<string> Says { get; init; } = [];

    /// <summary>What a second run at the same time plans: nothing, unless something was not done.</summary>
    public ImmutableArray<string> Again { get; init; } = [];
}
