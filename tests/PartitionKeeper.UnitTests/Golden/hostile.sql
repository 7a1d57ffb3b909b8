-- PartitionKeeper: 3 steps for database Default, as of 2026-06-01 00:00:00Z.
-- A lock that is not granted ends the script; what is done stays done, and a new plan has the rest.
\set ON_ERROR_STOP on
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET standard_conforming_strings = on;
SET search_path = '';
SET client_min_messages = warning;

-- create "S""1"."Call ' */ 2026": a reason DROP TABLE x; -- of two lines
-- create and attach
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE "O'Brien ""x""";
LOCK TABLE ONLY "S""1"."Call '
*/ -- $block$ \ :x ü" IN SHARE UPDATE EXCLUSIVE MODE;
CREATE TABLE "S""1"."Call '
*/ 2026" (LIKE "S""1"."Call '
*/ -- $block$ \ :x ü" INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS EXCLUDING COMMENTS EXCLUDING INDEXES);
ALTER TABLE "S""1"."Call '
*/ -- $block$ \ :x ü" ATTACH PARTITION "S""1"."Call '
*/ 2026" FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');
COMMIT;
-- give the planner its statistics
\set ON_ERROR_STOP off
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE "O'Brien ""x""";
ANALYZE "S""1"."Call '
*/ 2026";
COMMIT;
\set ON_ERROR_STOP on

-- detach "S""1"."Call ' */ 2026": past 12 months
-- record it before it is detached
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
DO $block1$
DECLARE
  why text;
BEGIN
  SELECT h.reason INTO why FROM partition_keeper.hold h, pg_catalog.btrim(h.table_pattern, E' \t\r\n') AS p (pattern)
  WHERE (p.pattern !~ '^("([^"]|"")+"|[A-Za-z0-9_$*]|[^\x01-\x7f])+\.("([^"]|"")+"|[A-Za-z0-9_$*]|[^\x01-\x7f])+$'
      OR pg_catalog.lower('S1.Call ''
*/ -- $block$ \ :x ü') LIKE
      pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
        pg_catalog.lower(pg_catalog.replace(p.pattern, '"', '')), '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'))
    AND (h.range_from >= h.range_to OR (h.range_from IS NULL OR h.range_from < '2026-02-01 00:00:00+00') AND (h.range_to IS NULL OR h.range_to > '2026-01-01 00:00:00+00'))
  ORDER BY h.id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% is held: %', '"S""1"."Call ''
*/ 2026"', why USING ERRCODE = 'PKH01';
  END IF;
END
$block1$;
INSERT INTO partition_keeper.detached_partition
  (partition_oid, partition_schema, partition_name, table_schema, table_name, table_oid, bound, range_from, range_to, then_action)
VALUES
  ('"S""1"."Call ''
*/ 2026"'::pg_catalog.regclass, 'S"1', 'Call ''
*/ 2026', 'S"1', 'Call ''
*/ -- $block$ \ :x ü', '"S""1"."Call ''
*/ -- $block$ \ :x ü"'::pg_catalog.regclass,
   'FOR VALUES FROM (''2026-01-01 00:00:00+00'') TO (''2026-02-01 00:00:00+00'')', '2026-01-01 00:00:00+00', '2026-02-01 00:00:00+00', 'detach')
ON CONFLICT (partition_oid, partition_schema, partition_name) DO UPDATE SET
  table_schema = EXCLUDED.table_schema, table_name = EXCLUDED.table_name, table_oid = EXCLUDED.table_oid, bound = EXCLUDED.bound,
  range_from = EXCLUDED.range_from, range_to = EXCLUDED.range_to, then_action = EXCLUDED.then_action,
  recorded_at = pg_catalog.now(), dropped_at = NULL, attached_at = NULL;
COMMIT;
-- detach
SET lock_timeout = '200ms';
SET statement_timeout = '10000ms';
SET ROLE "O'Brien ""x""";
ALTER TABLE "S""1"."Call '
*/ -- $block$ \ :x ü" DETACH PARTITION "S""1"."Call '
*/ 2026" CONCURRENTLY;
RESET ROLE;

-- drop "S""1"."Call ' */ 2026": past its grace
-- drop
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE "O'Brien ""x""";
LOCK TABLE "S""1"."Call '
*/ 2026" IN ACCESS EXCLUSIVE MODE;
RESET ROLE;
DO $block$
BEGIN
  IF NOT EXISTS (SELECT FROM partition_keeper.detached_partition WHERE partition_oid = '"S""1"."Call ''
*/ 2026"'::pg_catalog.regclass AND partition_schema = 'S"1' AND partition_name = 'Call ''
*/ 2026' AND dropped_at IS NULL AND attached_at IS NULL)
     OR (SELECT relispartition FROM pg_catalog.pg_class WHERE oid = '"S""1"."Call ''
*/ 2026"'::pg_catalog.regclass) THEN
    RAISE EXCEPTION '% is not the table that was detached', '"S""1"."Call ''
*/ 2026"' USING ERRCODE = 'PKD01';
  END IF;
END
$block$;
DO $block1$
DECLARE
  why text;
BEGIN
  SELECT h.reason INTO why FROM partition_keeper.hold h, pg_catalog.btrim(h.table_pattern, E' \t\r\n') AS p (pattern)
  WHERE (p.pattern !~ '^("([^"]|"")+"|[A-Za-z0-9_$*]|[^\x01-\x7f])+\.("([^"]|"")+"|[A-Za-z0-9_$*]|[^\x01-\x7f])+$'
      OR pg_catalog.lower('S1.Call ''
*/ -- $block$ \ :x ü') LIKE
      pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
        pg_catalog.lower(pg_catalog.replace(p.pattern, '"', '')), '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'))
    AND (h.range_from >= h.range_to OR (h.range_from IS NULL OR h.range_from < '2026-02-01 00:00:00+00') AND (h.range_to IS NULL OR h.range_to > '2026-01-01 00:00:00+00'))
  ORDER BY h.id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% is held: %', '"S""1"."Call ''
*/ 2026"', why USING ERRCODE = 'PKH01';
  END IF;
END
$block1$;
UPDATE partition_keeper.detached_partition SET dropped_at = pg_catalog.now() WHERE partition_oid = '"S""1"."Call ''
*/ 2026"'::pg_catalog.regclass AND partition_schema = 'S"1' AND partition_name = 'Call ''
*/ 2026' AND dropped_at IS NULL AND attached_at IS NULL;
SET LOCAL ROLE "O'Brien ""x""";
DROP TABLE "S""1"."Call '
*/ 2026";
COMMIT;
