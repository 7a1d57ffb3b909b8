-- Per table that gets a new partition: what LIKE and ATTACH do not carry over. Arrays run in parallel; an absent list is an empty array.
SELECT p.oid::pg_catalog.int8 AS "TableOid",
       COALESCE(s.relrowsecurity, false) AS "RowSecurity",
       COALESCE(s.relforcerowsecurity, false) AS "ForceRowSecurity",
       COALESCE(t.reloptions, '{}') || ARRAY(
           SELECT 'toast.' || o.option FROM pg_catalog.pg_class x CROSS JOIN LATERAL pg_catalog.unnest(x.reloptions) AS o (option)
           WHERE x.oid = t.reltoastrelid ORDER BY o.option) AS "Options",
       COALESCE(NULLIF(p.relreplident, 'd'), t.relreplident, 'd')::pg_catalog.text AS "ReplicaIdentity",
       xn.nspname::pg_catalog.text AS "IndexSchema",
       xc.relname::pg_catalog.text AS "IndexName",
       grants."GrantColumns", grants."Grantees", grants."Privileges", grants."Grantables",
       policies."PolicyNames", policies."PolicyCommands", policies."PolicyPermissives", policies."PolicyRoles", policies."PolicyUsings", policies."PolicyChecks",
       columns."ColumnNames", columns."StatisticsTargets", columns."ColumnOptions"
FROM ROWS FROM (pg_catalog.unnest(@Tables::pg_catalog.int8[]), pg_catalog.unnest(@Templates::pg_catalog.int8[])) AS wanted (table_oid, template_oid)
JOIN pg_catalog.pg_class p ON p.oid = wanted.table_oid::pg_catalog.oid
-- The newest partition; no row when there is none yet.
LEFT JOIN pg_catalog.pg_class t ON t.oid = wanted.template_oid::pg_catalog.oid
-- Row security is the partitioned table's where that has any: with its grants alone, a partition read by name would show every row.
LEFT JOIN pg_catalog.pg_class s ON s.oid = CASE
    WHEN p.relrowsecurity OR EXISTS (SELECT FROM pg_catalog.pg_policy l WHERE l.polrelid = p.oid) THEN p.oid ELSE t.oid END
-- The index that is the replica identity: the partitioned table's own, or the one that the template's is attached to.
LEFT JOIN LATERAL (
    SELECT CASE WHEN p.relreplident = 'i' THEN i.indexrelid ELSE h.inhparent END AS oid
    FROM pg_catalog.pg_index i
    LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.indexrelid
    WHERE i.indisreplident AND i.indrelid = CASE WHEN p.relreplident = 'i' THEN p.oid WHEN p.relreplident = 'd' THEN t.oid END) x ON true
LEFT JOIN pg_catalog.pg_class xc ON xc.oid = x.oid
LEFT JOIN pg_catalog.pg_namespace xn ON xn.oid = xc.relnamespace
CROSS JOIN LATERAL (
    SELECT COALESCE(pg_catalog.array_agg(g.column_name ORDER BY g.ord), '{}') AS "GrantColumns",
           COALESCE(pg_catalog.array_agg(CASE WHEN g.grantee <> 0 THEN pg_catalog.pg_get_userbyid(g.grantee)::pg_catalog.text END ORDER BY g.ord), '{}') AS "Grantees",
           COALESCE(pg_catalog.array_agg(g.privilege_type ORDER BY g.ord), '{}') AS "Privileges",
           COALESCE(pg_catalog.array_agg(g.is_grantable ORDER BY g.ord), '{}') AS "Grantables"
    FROM (
        SELECT a.*, pg_catalog.row_number() OVER (ORDER BY a.attnum, a.grantee, a.privilege_type) AS ord, pg_catalog.min(a.source) OVER () AS best
        FROM (
            SELECT r.source, 0 AS attnum, NULL::pg_catalog.text AS column_name, a.grantee, a.privilege_type, a.is_grantable, r.owner
            FROM (VALUES (1, p.relacl, p.relowner), (2, t.relacl, t.relowner)) AS r (source, acl, owner) CROSS JOIN LATERAL pg_catalog.aclexplode(r.acl) a
            UNION ALL
            SELECT CASE WHEN c.attrelid = p.oid THEN 1 ELSE 2 END, c.attnum, c.attname::pg_catalog.text, a.grantee, a.privilege_type, a.is_grantable, p.relowner
            FROM pg_catalog.pg_attribute c CROSS JOIN LATERAL pg_catalog.aclexplode(c.attacl) a
            WHERE c.attrelid IN (p.oid, t.oid) AND NOT c.attisdropped) a
        -- The owner has all privileges anyway.
        WHERE a.grantee NOT IN (a.owner, p.relowner)) g
    -- The partitioned table's own grants, and the partition's only where that has none.
    WHERE g.source = g.best) grants
CROSS JOIN LATERAL (
    SELECT COALESCE(pg_catalog.array_agg(l.polname::pg_catalog.text ORDER BY l.polname), '{}') AS "PolicyNames",
           COALESCE(pg_catalog.array_agg(CASE l.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END ORDER BY l.polname), '{}') AS "PolicyCommands",
           COALESCE(pg_catalog.array_agg(l.polpermissive ORDER BY l.polname), '{}') AS "PolicyPermissives",
           -- As a JSON array of names, in which null is PUBLIC: arrays of arrays must be rectangular.
           COALESCE(pg_catalog.array_agg((
               SELECT pg_catalog.jsonb_agg(CASE WHEN r.role <> 0 THEN pg_catalog.pg_get_userbyid(r.role) END ORDER BY r.ord)::pg_catalog.text
               FROM pg_catalog.unnest(l.polroles) WITH ORDINALITY AS r (role, ord)) ORDER BY l.polname), '{}') AS "PolicyRoles",
           COALESCE(pg_catalog.array_agg(pg_catalog.pg_get_expr(l.polqual, l.polrelid) ORDER BY l.polname), '{}') AS "PolicyUsings",
           COALESCE(pg_catalog.array_agg(pg_catalog.pg_get_expr(l.polwithcheck, l.polrelid) ORDER BY l.polname), '{}') AS "PolicyChecks"
    FROM pg_catalog.pg_policy l WHERE l.polrelid = s.oid) policies
CROSS JOIN LATERAL (
    SELECT COALESCE(pg_catalog.array_agg(c.attname::pg_catalog.text ORDER BY c.attnum), '{}') AS "ColumnNames",
           COALESCE(pg_catalog.array_agg(c.target ORDER BY c.attnum), '{}') AS "StatisticsTargets",
           COALESCE(pg_catalog.array_agg(c.options ORDER BY c.attnum), '{}') AS "ColumnOptions"
    FROM (
        SELECT a.attname, a.attnum,
               -- Without a target of its own a column has -1, from version 17 on NULL. As text: the driver reads no NULL in an array of numbers.
               NULLIF(a.attstattarget, -1)::pg_catalog.text AS target,
               -- pg_attver is PostgreSQL's own note, not an option that can be set.
               (SELECT pg_catalog.jsonb_agg(o.option ORDER BY o.option)::pg_catalog.text
                FROM pg_catalog.unnest(a.attoptions) AS o (option) WHERE o.option NOT LIKE 'pg\_attver=%') AS options
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) c
    WHERE c.target IS NOT NULL OR c.options IS NOT NULL) columns
ORDER BY p.oid
