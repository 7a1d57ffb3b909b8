SELECT COALESCE(pg_catalog.max(version), 0) FROM {schema}.schema_version
