-- PartitionKeeper: 1 step for database Default, as of 2026-06-01 00:00:00Z.
-- A lock that is not granted ends the script; what is done stays done, and a new plan has the rest.
\set ON_ERROR_STOP on
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET standard_conforming_strings = on;
SET search_path = '';
SET client_min_messages = warning;

-- create public.calls_2026_01: premake: 3 intervals ahead
-- create and attach
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
LOCK TABLE ONLY public.calls IN SHARE UPDATE EXCLUSIVE MODE;
CREATE TABLE public.calls_2026_01 (LIKE public.calls INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS EXCLUDING COMMENTS EXCLUDING INDEXES) WITH (fillfactor = '70', toast.autovacuum_enabled = 'false');
ALTER TABLE public.calls_2026_01 ALTER COLUMN note SET STATISTICS 500;
ALTER TABLE public.calls_2026_01 ALTER COLUMN note SET (n_distinct = '-0.5');
ALTER TABLE public.calls_2026_01 ALTER COLUMN "Kind" SET (n_distinct = '10');
GRANT SELECT ON TABLE public.calls_2026_01 TO reader;
GRANT SELECT (id) ON TABLE public.calls_2026_01 TO PUBLIC;
GRANT INSERT ON TABLE public.calls_2026_01 TO "The ""Boss""" WITH GRANT OPTION;
CREATE POLICY "own rows" ON public.calls_2026_01 AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = CURRENT_USER)) WITH CHECK ((tenant = CURRENT_USER));
CREATE POLICY no_delete ON public.calls_2026_01 AS RESTRICTIVE FOR DELETE TO reader, writer USING (false);
ALTER TABLE public.calls_2026_01 ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.calls_2026_01 FORCE ROW LEVEL SECURITY;
ALTER TABLE public.calls ATTACH PARTITION public.calls_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');
DO $block$
BEGIN
  EXECUTE (
    SELECT pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', 'public.calls_2026_01', c.relname)
    FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_index i ON i.indexrelid = h.inhrelid JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    WHERE h.inhparent = 'public.calls_pkey'::pg_catalog.regclass AND i.indrelid = 'public.calls_2026_01'::pg_catalog.regclass);
END
$block$;
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
