INSERT INTO {schema}.run (id, kind, as_of, started_at, elapsed, outcome, steps, failed, host, version)
VALUES (@Id, @Kind, @AsOf, @StartedAt, @Elapsed, @Outcome, @Steps, @Failed, @Host, @Version)
ON CONFLICT (id) DO NOTHING;

-- At the end of a run no detach is under way: a partition that is recorded and attached all the same is what a killed run left. Were the record to stay,
-- a detach by somebody else would later be taken for ours.
UPDATE {schema}.detached_partition d SET attached_at = pg_catalog.now()
WHERE d.dropped_at IS NULL AND d.attached_at IS NULL
  AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = d.partition_oid AND i.inhparent = d.table_oid AND NOT i.inhdetachpending);
