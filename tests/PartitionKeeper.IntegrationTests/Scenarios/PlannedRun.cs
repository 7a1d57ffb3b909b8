using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.IntegrationTests.Scenarios;

/// <summary>A run made of the program's own pieces: session, maintenance lock, catalog, plan; and then, when the test says so, the execution.</summary>
sealed class PlannedRun : IAsyncDisposable
{
    const string StateSchema = "partition_keeper";

    readonly MaintenanceSession _session;
    readonly SafetySettings _safety;
    readonly PlanRequest _request;

    PlannedRun(MaintenanceSession session, SafetySettings safety, PlanRequest request) =>
        (_session, _safety, _request, Plan) = (session, safety, request, MaintenancePlanner.Plan(request));

    public MaintenancePlan Plan { get; }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="tables">As in appsettings.json.</param>
    /// <param name="now">In UTC when it has no offset.</param>
    public static async Task<PlannedRun> ReadAsync(
        string connectionString, string tables, string now, string holds = "[]", RunKind kind = RunKind.Full, int? approveRetire = null, SafetySettings? safety = null)
    {
        var (policies, configured) = ScenarioSettings.Read(tables, holds);
        safety ??= SafetySettings.Default;
        var session = await MaintenanceSession.OpenAsync(
            new DatabaseTarget(ScenarioSettings.Database, connectionString, StateSchema), safety, TimeProvider.System, NullLoggerFactory.Instance, Token);
        try
        {
            Assert.True(await session.TryTakeMaintenanceLockAsync(Token), "Another session has the maintenance lock.");
            return new PlannedRun(session, safety, new PlanRequest
            {
                Catalog = await session.ReadCatalogAsync(policies, withSizes: false, Token),
                Policies = policies,
                Holds = configured,
                Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Kind = kind,
                ApproveRetire = approveRetire,
                // The server's clock is not the test's.
                Hypothetical = true,
            });
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>What <c>plan --output sql</c> prints.</summary>
    public async Task<string> ScriptAsync() =>
        PlanScript.Write(Plan, _request.Catalog, await _session.ReadPropertiesAsync(Plan, _request.Catalog, Token), _safety, StateSchema);

    public async Task<ImmutableArray<StepOutcome>> ApplyAsync()
    {
        var reported = new List<StepOutcome>();
        var outcomes = await _session.ExecuteAsync(Plan, _request.Catalog, Guid.NewGuid(), reported.Add, Token);
        Assert.Equal(Plan.Steps, outcomes.Select(outcome => outcome.Step));
        Assert.Equal(outcomes, reported);
        return outcomes;
    }

    /// <summary>What would be done now, at the same time and by the same policies.</summary>
    public async Task<MaintenancePlan> PlanAgainAsync() =>
        MaintenancePlanner.Plan(_request with { Catalog = await _session.ReadCatalogAsync(_request.Policies, withSizes: false, Token) });

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
