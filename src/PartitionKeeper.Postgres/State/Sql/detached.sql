-- Records that are not history, with what the catalog shows of the table now. Reads catalogs as catalog.sql does: no lock on any user's table.
SELECT d.partition_oid AS "Oid", d.partition_schema AS "Schema", d.partition_name AS "Name", coalesce(tn.nspname, d.table_schema) AS "TableSchema", coalesce(t.relname, d.table_name) AS "TableName",
       d.bound AS "Bound", d.then_action AS "Then", d.recorded_at AS "RecordedAt",
       c.relkind::pg_catalog.text AS "Kind",
       c.relispartition AS "IsPartition",
       coalesce(i.inhdetachpending, false) AS "DetachPending",
       k.types AS "KeyTypes",
       f.names AS "ForeignKeys", f.schemas AS "ReferencedSchemas", f.tables AS "ReferencedTables",
       t.oid IS NOT NULL AS "HasTable"
FROM {schema}.detached_partition d
LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = d.partition_schema
-- By oid and name: after a wrap-around the oid alone may be another table's.
LEFT JOIN pg_catalog.pg_class c ON c.oid = d.partition_oid AND c.relname = d.partition_name AND c.relnamespace = n.oid
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
-- The partitioned table by its oid: renamed it is the same, and another one of its name is not.
LEFT JOIN pg_catalog.pg_class t ON t.oid = d.table_oid AND t.relkind = 'p'
LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
LEFT JOIN LATERAL (
    SELECT pg_catalog.array_agg(oc.opcintype ORDER BY u.place) AS types
    FROM pg_catalog.pg_partitioned_table pt
    CROSS JOIN LATERAL pg_catalog.unnest(pt.partclass::pg_catalog.oid[]) WITH ORDINALITY AS u (opclass, place)
    JOIN pg_catalog.pg_opclass oc ON oc.oid = u.opclass
    WHERE pt.partrelid = d.table_oid
) k ON true
LEFT JOIN LATERAL (
    SELECT pg_catalog.array_agg(x.conname::pg_catalog.text ORDER BY x.conname, x.oid) AS names,
           pg_catalog.array_agg(rn.nspname::pg_catalog.text ORDER BY x.conname, x.oid) AS schemas,
           pg_catalog.array_agg(r.relname::pg_catalog.text ORDER BY x.conname, x.oid) AS tables
    FROM pg_catalog.pg_constraint x
    LEFT JOIN pg_catalog.pg_constraint up ON up.oid = x.conparentid
    JOIN pg_catalog.pg_class r ON r.oid = x.confrelid
    JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
    -- Not the rows that PostgreSQL keeps for the partitions of a referenced table.
    WHERE x.conrelid = c.oid AND x.contype = 'f' AND up.conrelid IS DISTINCT FROM x.conrelid
) f ON true
WHERE d.dropped_at IS NULL AND d.attached_at IS NULL
ORDER BY d.recorded_at, d.partition_schema, d.partition_name, d.partition_oid
