using System.Collections.Immutable;
using System.Text;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>The plan as a script that psql runs as it is: the very statements that the executor would send, with transactions, timeouts and comments that give the reasons.</summary>
public static class PlanScript
{
    const string Settings = """
        \set ON_ERROR_STOP on
        SET TimeZone = 'UTC';
        SET DateStyle = 'ISO, YMD';
        SET standard_conforming_strings = on;
        SET search_path = '';
        SET client_min_messages = warning;

        """;

    /// <param name="properties">Of the tables that get new partitions, from <see cref="MaintenanceSession.ReadPropertiesAsync"/>.</param>
    public static string Write(
        MaintenancePlan plan,
        DatabaseCatalog catalog,
        ImmutableDictionary<TableName, PartitionProperties> properties,
        SafetySettings safety,
        string stateSchema)
    {
        var writer = new DdlWriter(catalog, properties, safety, stateSchema);
        var hasState = catalog.StateVersion >= StateScripts.Newest;
        var script = new StringBuilder()
            .Append($"-- PartitionKeeper: {Count(plan.Steps.Length)} for database {Comment(plan.Database)}, as of {plan.AsOf.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z.\n")
            .Append("-- A lock that is not granted ends the script; what is done stays done, and a new plan has the rest.\n")
            .Append(Settings);

        foreach (var step in plan.Steps)
        {
            script.Append($"\n-- {Comment($"{StepName.Of(step)} {step.Partition}: {step.Reason}")}\n");

            if (!hasState && DdlWriter.NeedsState(step))
            {
                Append(script, new StateWriter(stateSchema, safety).Make(catalog.StateVersion));
                hasState = true;
            }

            foreach (var group in writer.Write(step))
                Append(script, group);
        }

        return script.ToString();
    }

    static void Append(StringBuilder script, StatementGroup group)
    {
        script.Append($"-- {Comment(group.Purpose)}\n");
        if (group.Optional)
            script.Append("\\set ON_ERROR_STOP off\n");

        foreach (var line in group.Lines())
            script.Append(line.Sql).Append(";\n");

        if (group.Optional)
            script.Append("\\set ON_ERROR_STOP on\n");
    }

    static string Count(int steps) => steps == 1 ? "1 step" : $"{steps} steps";

    /// <summary>On one line, whatever is in a name: the next line would be SQL.</summary>
    static string Comment(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
