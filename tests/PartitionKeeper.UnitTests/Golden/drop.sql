-- PartitionKeeper: 1 step for database Default, as of 2026-06-01 00:00:00Z.
-- A lock that is not granted ends the script; what is done stays done, and a new plan has the rest.
\set ON_ERROR_STOP on
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET standard_conforming_strings = on;
SET search_path = '';
SET client_min_messages = warning;

-- drop public.calls_2026_01: past its grace
-- drop its foreign key to public.customers
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
LOCK TABLE public.calls_2026_01 IN ACCESS EXCLUSIVE MODE;
RESET ROLE;
DO $block$
BEGIN
  IF NOT EXISTS (SELECT FROM partition_keeper.detached_partition WHERE partition_oid = 'public.calls_2026_01'::pg_catalog.regclass AND partition_schema = 'public' AND partition_name = 'calls_2026_01' AND dropped_at IS NULL AND attached_at IS NULL)
     OR (SELECT relispartition FROM pg_catalog.pg_class WHERE oid = 'public.calls_2026_01'::pg_catalog.regclass) THEN
    RAISE EXCEPTION '% is not the table that was detached', 'public.calls_2026_01' USING ERRCODE = 'PKD01';
  END IF;
END
$block$;
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
SET LOCAL ROLE calls_owner;
ALTER TABLE public.calls_2026_01 DROP CONSTRAINT IF EXISTS calls_customer_fkey;
COMMIT;
-- drop its foreign key to public.agents
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
LOCK TABLE public.calls_2026_01 IN ACCESS EXCLUSIVE MODE;
RESET ROLE;
DO $block$
BEGIN
  IF NOT EXISTS (SELECT FROM partition_keeper.detached_partition WHERE partition_oid = 'public.calls_2026_01'::pg_catalog.regclass AND partition_schema = 'public' AND partition_name = 'calls_2026_01' AND dropped_at IS NULL AND attached_at IS NULL)
     OR (SELECT relispartition FROM pg_catalog.pg_class WHERE oid = 'public.calls_2026_01'::pg_catalog.regclass) THEN
    RAISE EXCEPTION '% is not the table that was detached', 'public.calls_2026_01' USING ERRCODE = 'PKD01';
  END IF;
END
$block$;
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
SET LOCAL ROLE calls_owner;
ALTER TABLE public.calls_2026_01 DROP CONSTRAINT IF EXISTS "Agent's";
COMMIT;
-- drop
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
LOCK TABLE public.calls_2026_01 IN ACCESS EXCLUSIVE MODE;
RESET ROLE;
DO $block$
BEGIN
  IF NOT EXISTS (SELECT FROM partition_keeper.detached_partition WHERE partition_oid = 'public.calls_2026_01'::pg_catalog.regclass AND partition_schema = 'public' AND partition_name = 'calls_2026_01' AND dropped_at IS NULL AND attached_at IS NULL)
     OR (SELECT relispartition FROM pg_catalog.pg_class WHERE oid = 'public.calls_2026_01'::pg_catalog.regclass) THEN
    RAISE EXCEPTION '% is not the table that was detached', 'public.calls_2026_01' USING ERRCODE = 'PKD01';
  END IF;
END
$block$;
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
UPDATE partition_keeper.detached_partition SET dropped_at = pg_catalog.now() WHERE partition_oid = 'public.calls_2026_01'::pg_catalog.regclass AND partition_schema = 'public' AND partition_name = 'calls_2026_01' AND dropped_at IS NULL AND attached_at IS NULL;
SET LOCAL ROLE calls_owner;
DROP TABLE public.calls_2026_01;
COMMIT;
