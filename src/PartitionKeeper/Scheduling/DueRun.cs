using PartitionKeeper.Planning;
using PartitionKeeper.Postgres;

namespace PartitionKeeper.Scheduling;

/// <param name="Kind">Null: a full run where the run history says that one is owed, otherwise a reconcile.</param>
sealed record DueRun(DatabaseTarget Target, RunKind? Kind);
