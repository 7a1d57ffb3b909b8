-- As text: a hold may reach beyond the calendar of the program.
SELECT h.table_pattern AS "Pattern", h.range_from::pg_catalog.text AS "From", h.range_to::pg_catalog.text AS "To", h.reason AS "Reason"
FROM {schema}.hold h
ORDER BY h.id
