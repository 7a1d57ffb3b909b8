-- A run that was stopped did not finish; one in which tables failed did.
SELECT (SELECT pg_catalog.max(v.version) FROM {schema}.schema_version v) AS "Version",
       pg_catalog.max(r.as_of) AS "LastRunAt",
       pg_catalog.max(r.as_of) FILTER (WHERE pg_catalog.lower(r.kind) = 'full' AND pg_catalog.lower(r.outcome) <> 'stopped') AS "LastFullRunAt",
       (SELECT pg_catalog.lower(n.outcome) = 'failed' FROM {schema}.run n ORDER BY n.started_at DESC LIMIT 1) AS "LastRunFailed"
FROM {schema}.run r
