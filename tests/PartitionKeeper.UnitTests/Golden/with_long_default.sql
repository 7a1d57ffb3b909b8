-- PartitionKeeper: 1 step for database Default, as of 2026-06-01 00:00:00Z.
-- A lock that is not granted ends the script; what is done stays done, and a new plan has the rest.
\set ON_ERROR_STOP on
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET standard_conforming_strings = on;
SET search_path = '';
SET client_min_messages = warning;

-- create public.calls_2026_01: premake: 3 intervals ahead
-- say what the default partition does not hold, unchecked
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
ALTER TABLE public.calls_default DROP CONSTRAINT IF EXISTS partition_keeper_bound, ADD CONSTRAINT partition_keeper_bound CHECK (NOT (started_at IS NOT NULL AND started_at >= '2026-01-01 00:00:00+00' AND started_at < '2026-02-01 00:00:00+00')) NOT VALID;
COMMIT;
-- check it while the table can be used
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '7200000ms';
SET LOCAL ROLE calls_owner;
ALTER TABLE public.calls_default VALIDATE CONSTRAINT partition_keeper_bound;
COMMIT;
-- create and attach
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '200ms';
SET LOCAL statement_timeout = '10000ms';
SET LOCAL ROLE calls_owner;
LOCK TABLE ONLY public.calls IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.calls_2026_01 (LIKE public.calls INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS EXCLUDING COMMENTS EXCLUDING INDEXES);
ALTER TABLE public.calls ATTACH PARTITION public.calls_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');
ALTER TABLE public.calls_default DROP CONSTRAINT IF EXISTS partition_keeper_bound;
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
