using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <param name="Remedy">What to do about it.</param>
sealed record StateRefusal(string SqlState, string Message, string Remedy);

/// <summary>Our own tables in a database. Made when first needed, by numbered scripts.</summary>
sealed partial class StateSchema(NpgsqlConnection connection, string schema, SafetySettings safety, TimeProvider time, ILogger logger)
{
    int? _version;

    /// <summary>The tables are there, in the version that this program writes.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken) => await VersionAsync(cancellationToken) >= StateScripts.Newest;

    /// <summary>Makes the schema, or brings it up to date, in one transaction.</summary>
    /// <returns>Why it is not there; null when it is.</returns>
    public async Task<StateRefusal?> EnsureAsync(CancellationToken cancellationToken)
    {
        var retry = new LockRetry(safety.MaxAttempts, time, Random.Shared);
        while (true)
        {
            try
            {
                if (await IsThereAsync(cancellationToken))
                    return null;

                await MakeAsync(cancellationToken);
                return null;
            }
            catch (PostgresException e) when (IsAnswered && (LockRetry.IsLockFailure(e) || IsMadeMeanwhile(e)))
            {
                _version = null;
                if (!await retry.TryAgainAsync(cancellationToken))
                    return await RefusalAsync(e, cancellationToken);
            }
            catch (PostgresException e) when (IsAnswered)
            {
                return await RefusalAsync(e, cancellationToken);
            }
        }
    }

    bool IsAnswered => connection.State == System.Data.ConnectionState.Open;

    /// <summary>Another session made it between our look and our lock.</summary>
    static bool IsMadeMeanwhile(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.UniqueViolation;

    async Task MakeAsync(CancellationToken cancellationToken)
    {
        var from = await VersionAsync(cancellationToken);
        await new GroupSender(connection, time, logger)
            .SendAsync(new StateWriter(schema, safety).Make(from), new StepProgress(time), cancellationToken);
        _version = StateScripts.Newest;
        LogStateSchemaMade(schema, from, StateScripts.Newest);
    }

    async Task<int> VersionAsync(CancellationToken cancellationToken)
    {
        if (_version is { } known)
            return known;

        await using var exists = new NpgsqlCommand("SELECT pg_catalog.to_regclass($1) IS NOT NULL", connection);
        exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = new TableName(schema, "schema_version").ToString() });
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            return 0;

        await using var version = new NpgsqlCommand(StateScripts.Named("state_version.sql", schema), connection);
        return (_version = (int)(await version.ExecuteScalarAsync(cancellationToken))!).Value;
    }

    async Task<StateRefusal> RefusalAsync(PostgresException e, CancellationToken cancellationToken) => new(
        e.SqlState,
        $"the state schema {Identifier.Quote(schema)} cannot be made: {e.MessageText}",
        e.SqlState == PostgresErrorCodes.InsufficientPrivilege
            ? (await Privileges.ReadAsync(connection, owner: null, schema, cancellationToken)).StateRemedy(schema)
            : "the next run tries again; nothing is retired without it, creating is not affected");

    [LoggerMessage(EventIds.StateSchemaMade, LogLevel.Information, "Made the state schema {Schema}: version {From} to {To}")]
    partial void LogStateSchemaMade(string schema, int from, int to);
}
