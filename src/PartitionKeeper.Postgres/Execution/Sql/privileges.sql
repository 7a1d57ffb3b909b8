-- Why a privilege may be missing: who we are, whether we may act as the owner, and whether the owner may create in the schema.
SELECT SESSION_USER::pg_catalog.text AS "Role",
       COALESCE(pg_catalog.pg_has_role(SESSION_USER, o.oid, 'MEMBER'), false) AS "IsMember",
       COALESCE(pg_catalog.has_schema_privilege(o.oid, n.oid, 'CREATE'), false) AS "OwnerMayCreate",
       pg_catalog.has_database_privilege(SESSION_USER, pg_catalog.current_database(), 'CREATE') AS "MayCreateSchema"
FROM (VALUES (1)) AS one (row)
LEFT JOIN pg_catalog.pg_roles o ON o.rolname = @Owner
LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = @Schema
