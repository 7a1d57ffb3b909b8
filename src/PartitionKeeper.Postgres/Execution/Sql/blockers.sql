-- Sessions that hold, or wait in front of us for, a lock that conflicts with one we are going to ask for.
SELECT COALESCE(l.pid, 0) AS "Pid",
       COALESCE(a.application_name, '') AS "ApplicationName",
       COALESCE(a.usename::pg_catalog.text, CASE WHEN l.pid IS NULL THEN 'a prepared transaction' ELSE '' END) AS "User",
       COALESCE(a.state, a.backend_type, 'unknown') AS "State",
       COALESCE(a.backend_type = 'autovacuum worker', false) AS "IsAutovacuum",
       l.mode AS "LockMode",
       n.nspname::pg_catalog.text AS "Schema",
       c.relname::pg_catalog.text AS "Name",
       CASE WHEN a.xact_start IS NOT NULL THEN GREATEST(pg_catalog.clock_timestamp() - a.xact_start, '0') END AS "TransactionAge"
FROM ROWS FROM (pg_catalog.unnest(@Relations::pg_catalog.text[]), pg_catalog.unnest(@Modes::pg_catalog.text[])) AS wanted (relation, mode)
-- A name that means nothing any more is null, not an error.
JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(wanted.relation)
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_locks l ON l.locktype = 'relation' AND l.relation = c.oid AND l.mode = wanted.mode
 AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
UNION ALL
-- Finishing a detach also waits for every older snapshot in the database, whatever tables it was taken for.
SELECT a.pid, COALESCE(a.application_name, ''), a.usename::pg_catalog.text, COALESCE(a.state, 'unknown'), false, 'snapshot', NULL, NULL,
       GREATEST(pg_catalog.clock_timestamp() - a.xact_start, '0')
FROM pg_catalog.pg_stat_activity a
WHERE @Snapshots AND a.datname = pg_catalog.current_database() AND a.backend_xmin IS NOT NULL AND a.backend_type = 'client backend'
  AND a.pid <> pg_catalog.pg_backend_pid()
  -- Younger ones come and go within one try.
  AND pg_catalog.clock_timestamp() - a.xact_start > pg_catalog.current_setting('lock_timeout')::pg_catalog.interval
ORDER BY "TransactionAge" DESC NULLS LAST, "Pid", "Schema", "Name", "LockMode"
