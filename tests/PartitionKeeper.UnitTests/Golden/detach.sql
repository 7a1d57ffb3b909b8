-- PartitionKeeper: 1 step for database Default, as of 2026-06-01 00:00:00Z.
-- A lock that is not granted ends the script; what is done stays done, and a new plan has the rest.
\set ON_ERROR_STOP on
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET standard_conforming_strings = on;
SET search_path = '';
SET client_min_messages = warning;

-- detach public.calls_2026_01: past 12 months
-- record it before it is detached
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
DO $block$
DECLARE
  why text;
BEGIN
  SELECT h.reason INTO why FROM partition_keeper.hold h, pg_catalog.btrim(h.table_pattern, E' \t\r\n') AS p (pattern)
  WHERE (p.pattern !~ '^("([^"]|"")+"|[A-Za-z0-9_$*]|[^\x01-\x7f])+\.("([^"]|"")+"|[A-Za-z0-9_$*]|[^\x01-\x7f])+$'
      OR pg_catalog.lower('public.calls') LIKE
      pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
        pg_catalog.lower(pg_catalog.replace(p.pattern, '"', '')), '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'))
    AND (h.range_from >= h.range_to OR (h.range_from IS NULL OR h.range_from < '2026-02-01 00:00:00+00') AND (h.range_to IS NULL OR h.range_to > '2026-01-01 00:00:00+00'))
  ORDER BY h.id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% is held: %', 'public.calls_2026_01', why USING ERRCODE = 'PKH01';
  END IF;
END
$block$;
INSERT INTO partition_keeper.detached_partition
  (partition_oid, partition_schema, partition_name, table_schema, table_name, table_oid, bound, range_from, range_to, then_action)
VALUES
  ('public.calls_2026_01'::pg_catalog.regclass, 'public', 'calls_2026_01', 'public', 'calls', 'public.calls'::pg_catalog.regclass,
   'FOR VALUES FROM (''2026-01-01 00:00:00+00'') TO (''2026-02-01 00:00:00+00'')', '2026-01-01 00:00:00+00', '2026-02-01 00:00:00+00', 'drop')
ON CONFLICT (partition_oid, partition_schema, partition_name) DO UPDATE SET
  table_schema = EXCLUDED.table_schema, table_name = EXCLUDED.table_name, table_oid = EXCLUDED.table_oid, bound = EXCLUDED.bound,
  range_from = EXCLUDED.range_from, range_to = EXCLUDED.range_to, then_action = EXCLUDED.then_action,
  recorded_at = pg_catalog.now(), dropped_at = NULL, attached_at = NULL;
COMMIT;
-- detach
SET lock_timeout = '200ms';
SET statement_timeout = '10000ms';
SET ROLE calls_owner;
ALTER TABLE public.calls DETACH PARTITION public.calls_2026_01 CONCURRENTLY;
RESET ROLE;
