INSERT INTO {schema}.run (id, kind, as_of, started_at, elapsed, outcome, steps, failed, host, version)
VALUES (@Id, @Kind, @AsOf, @StartedAt, @Elapsed, @Outcome, @Steps, @Failed, @Host, @Version)
ON CONFLICT (id) DO NOTHING
