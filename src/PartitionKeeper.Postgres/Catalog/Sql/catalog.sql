-- All that a plan needs of one database, in one statement. Reads system catalogs only, and calls nothing that locks a
-- relation: pg_get_expr gets 0 for the table, because with its oid it waits behind ACCESS EXCLUSIVE.
-- Each row is of one kind ("Row"), and fills the columns that its kind has.
WITH wanted AS MATERIALIZED (
    SELECT p.oid, p.relname, n.nspname, p.relnamespace, p.relowner, p.relispartition, p.reltablespace, p.relam,
           pt.partstrat, pt.partattrs, pt.partclass
    FROM pg_catalog.pg_partitioned_table pt
    JOIN pg_catalog.pg_class p ON p.oid = pt.partrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
    WHERE p.relpersistence <> 't'
      AND ((n.nspname, p.relname) IN (
               SELECT e.schema, e.name FROM ROWS FROM (pg_catalog.unnest(@schemas), pg_catalog.unnest(@names)) AS e (schema, name))
           OR EXISTS (
               SELECT FROM ROWS FROM (pg_catalog.unnest(@schemasLike), pg_catalog.unnest(@namesLike)) AS w (schema, name)
               WHERE n.nspname LIKE w.schema AND p.relname LIKE w.name))
),
member AS MATERIALIZED (
    SELECT i.inhparent, i.inhdetachpending, c.oid, c.relname, n.nspname, c.relkind, c.relowner, c.reltuples, c.relpages, c.reltoastrelid, c.relpartbound
    FROM wanted w
    JOIN pg_catalog.pg_inherits i ON i.inhparent = w.oid
    JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
),
-- A partition that is itself partitioned has its pages in its own partitions.
leaf AS MATERIALIZED (
    WITH RECURSIVE descendant AS (
        SELECT m.oid AS member, m.oid, m.relkind, m.relpages, m.reltoastrelid FROM member m WHERE @withSizes
        UNION ALL
        SELECT d.member, c.oid, c.relkind, c.relpages, c.reltoastrelid
        FROM descendant d
        JOIN pg_catalog.pg_inherits i ON i.inhparent = d.oid
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE d.relkind = 'p'
    )
    SELECT d.member, d.oid, d.relpages, d.reltoastrelid FROM descendant d WHERE d.relkind <> 'p'
),
size AS (
    SELECT u.member, pg_catalog.sum(u.relpages)::pg_catalog.int8 * pg_catalog.current_setting('block_size')::pg_catalog.int8 AS bytes
    FROM (
        SELECT l.member, l.relpages FROM leaf l
        UNION ALL
        SELECT l.member, x.relpages FROM leaf l
        JOIN pg_catalog.pg_index i ON i.indrelid = l.oid JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        UNION ALL
        SELECT l.member, t.relpages FROM leaf l JOIN pg_catalog.pg_class t ON t.oid = l.reltoastrelid
        UNION ALL
        SELECT l.member, x.relpages FROM leaf l
        JOIN pg_catalog.pg_index i ON i.indrelid = l.reltoastrelid JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
    ) u
    GROUP BY u.member
),
-- For each partition of a partitioned table that is referenced, PostgreSQL keeps a further row under the constraint proper: same table
-- at one end, a partition at the other. Those rows are told by their parent row, which has the same table at that end.
foreign_key AS MATERIALIZED (
    SELECT k.conname, k.conrelid, k.confrelid, up.conrelid AS up_conrelid, up.confrelid AS up_confrelid
    FROM pg_catalog.pg_constraint k
    LEFT JOIN pg_catalog.pg_constraint up ON up.oid = k.conparentid
    WHERE k.contype = 'f'
),
home AS (
    SELECT DISTINCT w.relnamespace AS oid, w.nspname FROM wanted w
    UNION
    SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (@schemas)
)
SELECT 0 AS "Row", NULL::pg_catalog.oid AS "Parent", NULL::pg_catalog.oid AS "Oid", NULL::pg_catalog.text AS "Schema", NULL::pg_catalog.text AS "Name",
       NULL::pg_catalog.text AS "Kind", NULL::pg_catalog.text AS "Owner",
       -- The state schema has its table of versions, and this role may read it.
       s.readable AS "Flag",
       CASE WHEN s.readable IS NOT NULL THEN 'state' END AS "Text",
       NULL::pg_catalog.text AS "AccessMethod",
       NULL::pg_catalog.int8 AS "RowEstimate", NULL::pg_catalog.int8 AS "Bytes",
       NULL::pg_catalog.text[] AS "KeyNames", NULL::pg_catalog.text[] AS "KeyTypeNames", NULL::pg_catalog.oid[] AS "KeyTypes", NULL::pg_catalog.text[] AS "Columns",
       NULL::pg_catalog.text AS "OtherSchema", NULL::pg_catalog.text AS "OtherName",
       pg_catalog.clock_timestamp() AS "Time"
FROM (VALUES (1)) AS one
LEFT JOIN LATERAL (
    SELECT pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AS readable
    FROM pg_catalog.pg_namespace n
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = 'schema_version'
    WHERE n.nspname = @stateSchema
) s ON true

UNION ALL

SELECT 1, NULL, w.oid, w.nspname, w.relname, w.partstrat::pg_catalog.text, pg_catalog.pg_get_userbyid(w.relowner), w.relispartition,
       t.spcname, a.amname, NULL, NULL, k.names, k.type_names, k.types, col.names, NULL, NULL, NULL
FROM wanted w
LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = w.reltablespace
LEFT JOIN pg_catalog.pg_am a ON a.oid = w.relam
CROSS JOIN LATERAL (
    -- The operator class knows the type to compare by: the base type of a domain, text for varchar.
    SELECT pg_catalog.array_agg(att.attname::pg_catalog.text ORDER BY u.place) AS names,
           pg_catalog.array_agg(coalesce(pg_catalog.format_type(att.atttypid, att.atttypmod), pg_catalog.format_type(oc.opcintype, NULL)) ORDER BY u.place) AS type_names,
           pg_catalog.array_agg(oc.opcintype ORDER BY u.place) AS types
    FROM ROWS FROM (pg_catalog.unnest(w.partattrs::pg_catalog.int2[]), pg_catalog.unnest(w.partclass::pg_catalog.oid[]))
        WITH ORDINALITY AS u (attnum, opclass, place)
    JOIN pg_catalog.pg_opclass oc ON oc.oid = u.opclass
    -- Number 0 is an expression.
    LEFT JOIN pg_catalog.pg_attribute att ON att.attrelid = w.oid AND att.attnum = u.attnum AND u.attnum <> 0
) k
CROSS JOIN LATERAL (
    SELECT pg_catalog.array_agg(att.attname::pg_catalog.text ORDER BY att.attnum) AS names
    FROM pg_catalog.pg_attribute att
    WHERE att.attrelid = w.oid AND att.attnum > 0 AND NOT att.attisdropped AND att.attgenerated = ''
) col

UNION ALL

SELECT 2, m.inhparent, m.oid, m.nspname, m.relname, m.relkind::pg_catalog.text, pg_catalog.pg_get_userbyid(m.relowner), m.inhdetachpending,
       pg_catalog.pg_get_expr(m.relpartbound, 0), NULL, m.reltuples::pg_catalog.int8, CASE WHEN @withSizes THEN coalesce(s.bytes, 0) END, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM member m
LEFT JOIN size s ON s.member = m.oid

UNION ALL

-- Foreign keys of the partitions.
SELECT 3, m.inhparent, m.oid, m.nspname, m.relname, NULL, NULL, NULL, f.conname, NULL, NULL, NULL, NULL, NULL, NULL, NULL, rn.nspname, r.relname, NULL
FROM member m
JOIN foreign_key f ON f.conrelid = m.oid AND f.up_conrelid IS DISTINCT FROM f.conrelid
JOIN pg_catalog.pg_class r ON r.oid = f.confrelid
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace

UNION ALL

-- Foreign keys that point to the partitioned tables.
SELECT 4, NULL, w.oid, n.nspname, c.relname, NULL, NULL, NULL, f.conname, NULL, NULL, NULL, NULL, NULL, NULL, NULL, w.nspname, w.relname, NULL
FROM wanted w
JOIN foreign_key f ON f.confrelid = w.oid AND f.up_confrelid IS DISTINCT FROM f.confrelid
JOIN pg_catalog.pg_class c ON c.oid = f.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace

UNION ALL

-- Names that a new partition cannot have. All names given by a template hold a digit; tables that a policy names exactly are here to say what they are.
SELECT 5, NULL, c.oid, h.nspname, c.relname, c.relkind::pg_catalog.text, NULL, c.relispartition, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, pn.nspname, p.relname, NULL
FROM home h
JOIN pg_catalog.pg_class c ON c.relnamespace = h.oid
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition AND c.relkind NOT IN ('i', 'I')
LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid
LEFT JOIN pg_catalog.pg_class xt ON xt.oid = x.indrelid
WHERE (c.relname ~ '[0-9]'
       OR (h.nspname, c.relname) IN (
           SELECT e.schema, e.name FROM ROWS FROM (pg_catalog.unnest(@schemas), pg_catalog.unnest(@names)) AS e (schema, name)))
  AND NOT EXISTS (SELECT FROM member m WHERE m.oid = c.oid)
  -- Tens of thousands of partitions_pkey, named after the partition they belong to, take no name that is wanted.
  AND NOT (xt.oid IS NOT NULL AND xt.relispartition AND pg_catalog.starts_with(c.relname::pg_catalog.text, xt.relname::pg_catalog.text))

UNION ALL

-- A table brings a type of its name: enums, domains and ranges are in its way as well. Arrays are renamed by PostgreSQL.
SELECT 5, NULL, t.oid, h.nspname, t.typname, 'type', NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM home h
JOIN pg_catalog.pg_type t ON t.typnamespace = h.oid
WHERE t.typrelid = 0 AND t.typcategory <> 'A' AND t.typname ~ '[0-9]'

ORDER BY "Row", "Schema", "Name", "Oid", "Text"
