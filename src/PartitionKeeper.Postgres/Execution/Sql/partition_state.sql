-- What has become of a partition, by oid or by name. Everything here is read from catalogs that need no lock on the relation: another session may hold one.
SELECT c.oid::pg_catalog.int8 AS "Oid",
       n.nspname::pg_catalog.text AS "Schema",
       c.relname::pg_catalog.text AS "Name",
       c.relispartition AS "IsPartition",
       i.inhparent::pg_catalog.int8 AS "ParentOid",
       COALESCE(i.inhdetachpending, false) AS "DetachPending",
       -- 0, not the oid: with the oid the function locks the relation.
       pg_catalog.pg_get_expr(c.relpartbound, 0) AS "Bound",
       c.reltuples::pg_catalog.int8 AS "RowEstimate",
       (SELECT pg_catalog.sum(p.relpages)::pg_catalog.int8 * pg_catalog.current_setting('block_size')::pg_catalog.int8
        FROM pg_catalog.pg_class p
        WHERE p.oid IN (c.oid, c.reltoastrelid)
           OR p.oid IN (SELECT x.indexrelid FROM pg_catalog.pg_index x WHERE x.indrelid IN (c.oid, c.reltoastrelid))) AS "Bytes"
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
-- A table may inherit in the old way too; of a partition there is one row.
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
WHERE c.oid = @Oid::pg_catalog.oid OR (n.nspname = @Schema AND c.relname = @Name)
ORDER BY c.oid
