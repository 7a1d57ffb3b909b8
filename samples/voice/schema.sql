-- A voice agent's calls, their turns and the tools that were called in them, partitioned by month.
--
-- Partitions were written into the application's migrations by hand, five months at a time. Three such batches make the
-- fourteen months before the current one and the current month; nobody has written the fourth. Next month's first call fails.
--
-- Plain SQL for psql and drivers alike. Months count back from now, or from samples.as_of where that is set:
--     SET samples.as_of = '2026-11-21';
-- The rows are computed, not random: the same instant gives the same rows.

BEGIN;

SET LOCAL TimeZone = 'UTC';
SET LOCAL client_min_messages = warning;

CREATE TABLE public.calls (
    id            uuid           NOT NULL DEFAULT gen_random_uuid(),
    started_at    timestamptz    NOT NULL DEFAULT now(),
    ended_at      timestamptz,
    agent         text           NOT NULL,
    direction     text           NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    status        text           NOT NULL DEFAULT 'in_progress',
    caller        text           NOT NULL,
    duration      interval       GENERATED ALWAYS AS (ended_at - started_at) STORED,
    cost          numeric(10, 4) NOT NULL DEFAULT 0,
    metadata      jsonb          NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, started_at)
) PARTITION BY RANGE (started_at);

CREATE INDEX calls_started_at_idx ON public.calls (started_at DESC);
CREATE INDEX calls_agent_idx ON public.calls (agent, started_at);
CREATE INDEX calls_failed_idx ON public.calls (started_at) WHERE status = 'failed';

CREATE TABLE public.call_turns (
    id              bigserial   NOT NULL,
    call_id         uuid        NOT NULL,
    call_started_at timestamptz NOT NULL,
    started_at      timestamptz NOT NULL DEFAULT now(),
    speaker         text        NOT NULL CHECK (speaker IN ('caller', 'agent')),
    transcript      text        NOT NULL,
    confidence      real,
    latency_ms      integer,
    PRIMARY KEY (id, started_at),
    FOREIGN KEY (call_id, call_started_at) REFERENCES public.calls (id, started_at)
) PARTITION BY RANGE (started_at);

CREATE INDEX call_turns_call_idx ON public.call_turns (call_id, started_at);

CREATE TABLE public.call_tool_calls (
    id              bigserial   NOT NULL,
    call_id         uuid        NOT NULL,
    call_started_at timestamptz NOT NULL,
    started_at      timestamptz NOT NULL DEFAULT now(),
    tool            text        NOT NULL,
    arguments       jsonb       NOT NULL DEFAULT '{}',
    result          jsonb,
    succeeded       boolean     NOT NULL,
    duration_ms     integer     NOT NULL CHECK (duration_ms >= 0),
    PRIMARY KEY (id, started_at),
    FOREIGN KEY (call_id, call_started_at) REFERENCES public.calls (id, started_at)
) PARTITION BY RANGE (started_at);

CREATE INDEX call_tool_calls_call_idx ON public.call_tool_calls (call_id, started_at);
CREATE INDEX call_tool_calls_tool_idx ON public.call_tool_calls (tool, started_at) WHERE NOT succeeded;

CREATE TEMPORARY TABLE sample_clock ON COMMIT DROP AS
SELECT as_of, date_trunc('month', as_of) - interval '14 months' AS first_month
FROM (SELECT coalesce(nullif(current_setting('samples.as_of', true), '')::timestamptz, now()) AS as_of) AS clock;

DO $$
DECLARE
    parent text;
    month  timestamptz;
BEGIN
    FOREACH parent IN ARRAY ARRAY['calls', 'call_turns', 'call_tool_calls'] LOOP
        FOR month IN SELECT generate_series(first_month, as_of, '1 month') FROM sample_clock LOOP
            EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
                           parent || to_char(month, '_YYYY_MM'), parent, month, month + interval '1 month');
        END LOOP;
    END LOOP;
END
$$;

-- 3,000 calls, more of them the nearer to now; the last one has ended before now.
INSERT INTO public.calls (id, started_at, ended_at, agent, direction, status, caller, cost, metadata)
SELECT md5('call ' || n)::uuid,
       at,
       at + make_interval(secs => 45 + n * 37 % 240),
       (ARRAY['reception', 'billing', 'support', 'sales'])[1 + n % 4],
       CASE WHEN n % 5 = 0 THEN 'outbound' ELSE 'inbound' END,
       CASE WHEN n % 23 = 0 THEN 'failed' WHEN n % 11 = 0 THEN 'transferred' ELSE 'completed' END,
       '+1555' || lpad((n * 7919 % 10000000)::text, 7, '0'),
       round((45 + n * 37 % 240) * 0.0015, 4),
       jsonb_build_object('locale', (ARRAY['en', 'es', 'de'])[1 + n % 3], 'campaign', n % 7)
FROM sample_clock,
     generate_series(1, 3000) AS n,
     LATERAL (SELECT date_trunc('second', first_month + (as_of - interval '2 hours' - first_month) * power(n / 3000.0, 0.8)
                                          + make_interval(secs => n * 613 % 3600)) AS at) AS placed;

-- Four turns a call, twelve seconds apart.
INSERT INTO public.call_turns (call_id, call_started_at, started_at, speaker, transcript, confidence, latency_ms)
SELECT c.id,
       c.started_at,
       c.started_at + make_interval(secs => 12 * turn),
       CASE WHEN turn % 2 = 1 THEN 'agent' ELSE 'caller' END,
       (ARRAY['Good day, how can I help?', 'I have a question about my last invoice.',
              'One moment, I am looking it up.', 'Thank you, that is all.'])[turn],
       CASE WHEN turn % 2 = 0 THEN 0.80 + extract(epoch FROM c.started_at)::bigint % 20 / 100.0 END,
       CASE WHEN turn % 2 = 1 THEN 180 + extract(epoch FROM c.started_at)::bigint % 400 END
FROM public.calls AS c, generate_series(1, 4) AS turn
ORDER BY c.started_at, turn;

-- Two calls in three look something up; one in nine of those lookups fails.
INSERT INTO public.call_tool_calls (call_id, call_started_at, started_at, tool, arguments, result, succeeded, duration_ms)
SELECT id,
       started_at,
       started_at + interval '26 seconds',
       (ARRAY['find_invoice', 'find_customer', 'book_appointment'])[1 + n % 3],
       jsonb_build_object('caller', caller),
       CASE WHEN n % 9 <> 0 THEN jsonb_build_object('found', n % 4 <> 0) END,
       n % 9 <> 0,
       (60 + n * 17 % 900)::integer
FROM (SELECT c.*, row_number() OVER (ORDER BY started_at, id) AS n FROM public.calls AS c) AS numbered
WHERE n % 3 <> 0
ORDER BY started_at;

COMMIT;

ANALYZE public.calls, public.call_turns, public.call_tool_calls;
