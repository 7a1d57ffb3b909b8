-- One line for each object of the users' schemas; search_path is empty, so that every name is qualified.
WITH relation AS (
    SELECT c.oid::pg_catalog.regclass::text AS name, c.*
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'partition_keeper') AND n.nspname NOT LIKE 'pg\_%'
      AND (@table::text IS NULL OR c.oid = pg_catalog.to_regclass(@table)
           OR EXISTS (SELECT FROM pg_catalog.pg_index x WHERE x.indexrelid = c.oid AND x.indrelid = pg_catalog.to_regclass(@table)))
), line AS (
    SELECT pg_catalog.concat_ws(' ', 'relation', r.name, 'kind', r.relkind, 'persistence', r.relpersistence, 'owner', pg_catalog.pg_get_userbyid(r.relowner),
               'acl', (SELECT pg_catalog.string_agg(a::text, ',' ORDER BY a::text) FROM pg_catalog.unnest(r.relacl) a),
               'rls', r.relrowsecurity, r.relforcerowsecurity, 'replica identity', r.relreplident,
               'options', (SELECT pg_catalog.string_agg(o, ',' ORDER BY o) FROM pg_catalog.unnest(r.reloptions) o),
               'tablespace', r.reltablespace, 'access method', (SELECT am.amname FROM pg_catalog.pg_am am WHERE am.oid = r.relam),
               'partition', r.relispartition, 'bound', pg_catalog.pg_get_expr(r.relpartbound, 0)) AS text
    FROM relation r
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'inherits', r.name, 'from', i.inhparent::pg_catalog.regclass, i.inhseqno, 'pending', i.inhdetachpending)
    FROM relation r JOIN pg_catalog.pg_inherits i ON i.inhrelid = r.oid
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'partitioned', r.name, pg_catalog.pg_get_partkeydef(r.oid))
    FROM relation r WHERE r.relkind = 'p'
    UNION ALL
    -- pg_attver is an internal mark of some minor releases.
    SELECT pg_catalog.concat_ws(' ', 'column', r.name, pg_catalog.row_number() OVER (PARTITION BY r.oid ORDER BY a.attnum), pg_catalog.quote_ident(a.attname),
               pg_catalog.format_type(a.atttypid, a.atttypmod), 'not null', a.attnotnull, 'default', pg_catalog.pg_get_expr(d.adbin, d.adrelid),
               'identity', a.attidentity, 'generated', a.attgenerated, 'storage', a.attstorage, 'compression', a.attcompression,
               'collation', NULLIF(a.attcollation, 0)::pg_catalog.regcollation, 'statistics', CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END,
               'options', (SELECT pg_catalog.string_agg(o, ',' ORDER BY o) FROM pg_catalog.unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%'),
               'acl', (SELECT pg_catalog.string_agg(x::text, ',' ORDER BY x::text) FROM pg_catalog.unnest(a.attacl) x),
               'inherited', a.attinhcount, 'local', a.attislocal)
    FROM relation r
    JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
    WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm')
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'constraint', r.name, pg_catalog.quote_ident(k.conname), k.contype, pg_catalog.pg_get_constraintdef(k.oid),
               'validated', k.convalidated, 'local', k.conislocal, 'inherited', k.coninhcount, 'no inherit', k.connoinherit,
               'parent', (SELECT pg_catalog.concat(q.conrelid::pg_catalog.regclass, '.', q.conname) FROM pg_catalog.pg_constraint q WHERE q.oid = k.conparentid))
    FROM relation r JOIN pg_catalog.pg_constraint k ON k.conrelid = r.oid
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'index', r.name, 'on', x.indrelid::pg_catalog.regclass, pg_catalog.pg_get_indexdef(x.indexrelid), 'valid', x.indisvalid,
               'primary', x.indisprimary, 'replica identity', x.indisreplident, 'clustered', x.indisclustered)
    FROM relation r JOIN pg_catalog.pg_index x ON x.indexrelid = r.oid
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'trigger', r.name, pg_catalog.pg_get_triggerdef(t.oid), 'enabled', t.tgenabled,
               'parent', (SELECT q.tgrelid::pg_catalog.regclass FROM pg_catalog.pg_trigger q WHERE q.oid = t.tgparentid))
    FROM relation r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'policy', r.name, pg_catalog.quote_ident(y.polname), y.polcmd, y.polpermissive,
               (SELECT pg_catalog.string_agg(CASE o WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(o) END, ',' ORDER BY o) FROM pg_catalog.unnest(y.polroles) o),
               'using', pg_catalog.pg_get_expr(y.polqual, y.polrelid), 'check', pg_catalog.pg_get_expr(y.polwithcheck, y.polrelid))
    FROM relation r JOIN pg_catalog.pg_policy y ON y.polrelid = r.oid
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'rule', r.name, pg_catalog.pg_get_ruledef(w.oid))
    FROM relation r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'statistics', r.name, pg_catalog.pg_get_statisticsobjdef(s.oid))
    FROM relation r JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = r.oid
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'comment', r.name, m.objsubid, m.description)
    FROM relation r JOIN pg_catalog.pg_description m ON m.objoid = r.oid AND m.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'publication', pg_catalog.quote_ident(u.pubname), 'of', r.name)
    FROM relation r JOIN pg_catalog.pg_publication_rel v ON v.prrelid = r.oid JOIN pg_catalog.pg_publication u ON u.oid = v.prpubid
    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'schema', pg_catalog.quote_ident(n.nspname), 'owner', pg_catalog.pg_get_userbyid(n.nspowner),
               'acl', (SELECT pg_catalog.string_agg(a::text, ',' ORDER BY a::text) FROM pg_catalog.unnest(n.nspacl) a))
    FROM pg_catalog.pg_namespace n
    WHERE @table::text IS NULL AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'partition_keeper') AND n.nspname NOT LIKE 'pg\_%'
)
SELECT line.text FROM line ORDER BY line.text COLLATE "C"
