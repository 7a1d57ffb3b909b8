-- PartitionKeeper: 1 step for database Default, as of 2026-06-01 00:00:00Z.
-- A lock that is not granted ends the script; what is done stays done, and a new plan has the rest.
\set ON_ERROR_STOP on
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET standard_conforming_strings = on;
SET search_path = '';
SET client_min_messages = warning;

-- drain public.calls_2026_01: 1234 rows stand in the default partition
-- create, move the rows of the range, attach
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
LOCK TABLE ONLY public.calls IN ACCESS EXCLUSIVE MODE;
LOCK TABLE public.calls_default IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.calls_2026_01 (LIKE public.calls INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS EXCLUDING COMMENTS EXCLUDING INDEXES);
DO $block$
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_constraint
             WHERE contype = 'f' AND confrelid IN ('public.calls'::pg_catalog.regclass, 'public.calls_default'::pg_catalog.regclass)) THEN
    RAISE EXCEPTION '% is referenced by foreign keys: its rows cannot be moved', 'public.calls' USING ERRCODE = 'PKR01';
  END IF;
END
$block$;
DO $block$
DECLARE
  t record;
BEGIN
  PERFORM pg_catalog.set_config('partition_keeper.triggers', COALESCE((
    SELECT pg_catalog.jsonb_object_agg(tgname, tgenabled)::text FROM pg_catalog.pg_trigger
    WHERE tgrelid = 'public.calls_default'::pg_catalog.regclass AND tgconstraint = 0 AND tgtype & 8 <> 0 AND tgenabled <> 'D'), '{}'), true);
  FOR t IN SELECT key FROM pg_catalog.jsonb_each_text(pg_catalog.current_setting('partition_keeper.triggers')::pg_catalog.jsonb) LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s DISABLE TRIGGER %I', 'public.calls_default', t.key);
  END LOOP;
END
$block$;
WITH moved AS (DELETE FROM public.calls_default WHERE started_at >= '2026-01-01 00:00:00+00' AND started_at < '2026-02-01 00:00:00+00' RETURNING id, started_at, "Note") INSERT INTO public.calls_2026_01 (id, started_at, "Note") SELECT id, started_at, "Note" FROM moved;
DO $block$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT key, value FROM pg_catalog.jsonb_each_text(pg_catalog.current_setting('partition_keeper.triggers')::pg_catalog.jsonb) LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE %s TRIGGER %I', 'public.calls_default',
      CASE t.value WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.key);
  END LOOP;
END
$block$;
ALTER TABLE public.calls ATTACH PARTITION public.calls_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');
COMMIT;
-- give the planner its statistics
\set ON_ERROR_STOP off
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
ANALYZE public.calls_2026_01;
COMMIT;
\set ON_ERROR_STOP on
