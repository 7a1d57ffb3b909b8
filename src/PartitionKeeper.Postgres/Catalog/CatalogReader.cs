using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// Reads what a plan is made from: one statement for the catalog, however many tables, and one round trip more for our own tables where they exist. Takes no lock on
/// any user's table, and waits for none.
/// </summary>
sealed class CatalogReader(NpgsqlConnection connection, int serverVersion, DatabaseTarget target, ILoggerFactory logs)
{
    public async Task<DatabaseCatalog> ReadAsync(ImmutableArray<PartitionPolicy> policies, bool withSizes, CancellationToken cancellationToken)
    {
        var filter = new TableFilter(policies);
        await using var command = Command(filter, withSizes);
        var assembly = new CatalogAssembly(await CatalogRow.ReadAllAsync(command, cancellationToken));
        var tables = assembly.Tables(filter.Matches);

        var state = await new StateReader(connection, target, logs.CreateLogger<StateReader>())
            .ReadAsync(present: assembly.Server.Flag, tables, cancellationToken);
        return new DatabaseCatalog
        {
            Database = target.Name,
            ServerVersion = serverVersion,
            ServerTime = assembly.Server.Time!.Value,
            Tables = tables,
            Relations = assembly.Relations(tables),
            Detached = state.Detached,
            Holds = state.Holds,
            LastRunAt = state.LastRunAt,
            LastRunFailed = state.LastRunFailed,
            LastFullRunAt = state.LastFullRunAt,
            StateVersion = state.Version,
        };
    }

    NpgsqlCommand Command(TableFilter filter, bool withSizes)
    {
        var exact = filter.Exact.ToList();
        var like = filter.Like.ToList();
        var command = new NpgsqlCommand(SqlFile.Read("Catalog/Sql/catalog.sql"), connection);
        command.Parameters.Add(new NpgsqlParameter<string[]>("schemas", [.. exact.Select(name => name.Schema)]));
        command.Parameters.Add(new NpgsqlParameter<string[]>("names", [.. exact.Select(name => name.Name)]));
        command.Parameters.Add(new NpgsqlParameter<string[]>("schemasLike", [.. like.Select(pattern => pattern.Schema)]));
        command.Parameters.Add(new NpgsqlParameter<string[]>("namesLike", [.. like.Select(pattern => pattern.Name)]));
        command.Parameters.Add(new NpgsqlParameter<bool>("withSizes", withSizes));
        command.Parameters.Add(new NpgsqlParameter<string>("stateSchema", target.StateSchema));
        return command;
    }
}
