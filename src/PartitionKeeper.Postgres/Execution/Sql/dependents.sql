-- What would go with the table if it were dropped with CASCADE, as PostgreSQL names it. Parts of the table itself have other kinds of dependency.
SELECT DISTINCT COALESCE(
    -- A view depends through its rule, whose name tells nobody anything.
    (SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, r.ev_class, 0)
     FROM pg_catalog.pg_rewrite r WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid),
    pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)) AS "Dependent"
FROM pg_catalog.pg_depend d
WHERE d.deptype = 'n'
  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  AND (d.refobjid = @Oid::pg_catalog.oid OR d.refobjid IN (SELECT i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = @Oid::pg_catalog.oid))
  -- Its own generated columns and constraints go with the table.
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_attrdef a WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND a.oid = d.objid AND a.adrelid = @Oid::pg_catalog.oid)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND c.oid = d.objid AND c.conrelid = @Oid::pg_catalog.oid)
ORDER BY 1
