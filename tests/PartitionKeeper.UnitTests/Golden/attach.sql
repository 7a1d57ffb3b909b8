-- PartitionKeeper: 1 step for database Default, as of 2026-06-01 00:00:00Z.
-- A lock that is not granted ends the script; what is done stays done, and a new plan has the rest.
\set ON_ERROR_STOP on
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET standard_conforming_strings = on;
SET search_path = '';
SET client_min_messages = warning;

-- attach public.calls_2026_01: Keep was raised
-- say what the rows are, unchecked
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
ALTER TABLE public.calls_2026_01 DROP CONSTRAINT IF EXISTS partition_keeper_bound, ADD CONSTRAINT partition_keeper_bound CHECK (started_at IS NOT NULL AND started_at >= '2026-01-01 00:00:00+00' AND started_at < '2026-02-01 00:00:00+00') NOT VALID;
COMMIT;
-- check it while the table can be used
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '7200000ms';
SET LOCAL ROLE calls_owner;
ALTER TABLE public.calls_2026_01 VALIDATE CONSTRAINT partition_keeper_bound;
COMMIT;
-- attach
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
UPDATE partition_keeper.detached_partition SET attached_at = pg_catalog.now() WHERE partition_oid = 'public.calls_2026_01'::pg_catalog.regclass AND partition_schema = 'public' AND partition_name = 'calls_2026_01' AND dropped_at IS NULL AND attached_at IS NULL;
SET LOCAL ROLE calls_owner;
LOCK TABLE ONLY public.calls IN SHARE UPDATE EXCLUSIVE MODE;
ALTER TABLE public.calls ATTACH PARTITION public.calls_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');
ALTER TABLE public.calls_2026_01 DROP CONSTRAINT IF EXISTS partition_keeper_bound;
COMMIT;
