-- A chat product's messages and the three logs around them, partitioned by month under names such as messages_y2026m11.
--
-- Somebody made fourteen months of partitions and the current month's; there are none ahead. One table is partitioned by a
-- date, and messages refer to sessions, which are not partitioned at all.
--
-- Plain SQL for psql and drivers alike. Months count back from now, or from samples.as_of where that is set:
--     SET samples.as_of = '2026-11-21';
-- The rows are computed, not random: the same instant gives the same rows.

BEGIN;

SET LOCAL TimeZone = 'UTC';
SET LOCAL client_min_messages = warning;

CREATE TABLE public.sessions (
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    user_name  text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE public.messages (
    id          uuid           NOT NULL DEFAULT gen_random_uuid(),
    session_id  uuid           NOT NULL REFERENCES public.sessions (id),
    role        text           NOT NULL CHECK (role IN ('system', 'user', 'assistant', 'tool')),
    content     text           NOT NULL,
    tokens      integer        NOT NULL DEFAULT 0,
    cost        numeric(12, 6) NOT NULL DEFAULT 0,
    attributes  jsonb          NOT NULL DEFAULT '{}',
    created_at  timestamptz    NOT NULL DEFAULT now(),
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE INDEX messages_session_idx ON public.messages (session_id, created_at);
CREATE INDEX messages_attributes_idx ON public.messages USING gin (attributes jsonb_path_ops);

CREATE TABLE public.execution_logs (
    id          bigserial   NOT NULL,
    session_id  uuid        NOT NULL,
    step        text        NOT NULL,
    level       text        NOT NULL DEFAULT 'info',
    detail      jsonb       NOT NULL DEFAULT '{}',
    duration_ms integer,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE INDEX execution_logs_created_at_idx ON public.execution_logs USING brin (created_at);
CREATE INDEX execution_logs_errors_idx ON public.execution_logs (session_id) WHERE level = 'error';

CREATE TABLE public.api_key_logs (
    id          bigserial   NOT NULL,
    api_key_id  uuid        NOT NULL,
    client      inet        NOT NULL,
    path        text        NOT NULL,
    status_code smallint    NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE INDEX api_key_logs_key_idx ON public.api_key_logs (api_key_id, created_at DESC);

CREATE TABLE public.usage_records (
    api_key_id uuid           NOT NULL,
    model      text           NOT NULL,
    used_on    date           NOT NULL,
    tokens     bigint         NOT NULL,
    cost       numeric(14, 6) NOT NULL,
    PRIMARY KEY (api_key_id, model, used_on)
) PARTITION BY RANGE (used_on);

CREATE TEMPORARY TABLE sample_clock ON COMMIT DROP AS
SELECT as_of, date_trunc('month', as_of) - interval '14 months' AS first_month
FROM (SELECT coalesce(nullif(current_setting('samples.as_of', true), '')::timestamptz, now()) AS as_of) AS clock;

DO $$
DECLARE
    parent text;
    month  timestamptz;
BEGIN
    FOREACH parent IN ARRAY ARRAY['messages', 'execution_logs', 'api_key_logs', 'usage_records'] LOOP
        FOR month IN SELECT generate_series(first_month, as_of, '1 month') FROM sample_clock LOOP
            -- A literal such as '2026-11-01 00:00:00+00' is read as a date, too.
            EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
                           parent || to_char(month, '_"y"YYYY"m"MM'), parent, month, month + interval '1 month');
        END LOOP;
    END LOOP;
END
$$;

-- 1,500 sessions, more of them the nearer to now.
INSERT INTO public.sessions (id, user_name, created_at)
SELECT md5('session ' || n)::uuid,
       'user-' || lpad((n * 7919 % 400)::text, 3, '0'),
       date_trunc('second', first_month + (as_of - interval '2 hours' - first_month) * power(n / 1500.0, 0.8)
                            + make_interval(secs => n * 613 % 3600))
FROM sample_clock, generate_series(1, 1500) AS n;

-- Six messages a session, nine seconds apart.
INSERT INTO public.messages (id, session_id, role, content, tokens, cost, attributes, created_at)
SELECT md5(s.id::text || ' message ' || n)::uuid,
       s.id,
       CASE WHEN n = 1 THEN 'system' WHEN n % 2 = 0 THEN 'user' ELSE 'assistant' END,
       CASE WHEN n = 1 THEN 'You answer in one short paragraph.'
            WHEN n % 2 = 0 THEN 'Question ' || n / 2 || ': what happens when the last partition is full?'
            ELSE 'Rows beyond its bound are refused until a partition for them is attached.' END,
       12 + n * 7,
       (12 + n * 7) * 0.000003,
       jsonb_build_object('model', (ARRAY['small', 'large'])[1 + n % 2], 'position', n),
       s.created_at + make_interval(secs => 9 * n)
FROM public.sessions AS s, generate_series(1, 6) AS n;

-- Three steps a session; one session in thirteen has an error.
INSERT INTO public.execution_logs (session_id, step, level, detail, duration_ms, created_at)
SELECT s.id,
       (ARRAY['retrieve', 'generate', 'moderate'])[n],
       CASE WHEN n = 2 AND s.number % 13 = 0 THEN 'error' ELSE 'info' END,
       jsonb_build_object('attempt', 1 + s.number % 2),
       (30 + s.number * 17 % 700)::integer,
       s.created_at + make_interval(secs => 9 * n)
FROM (SELECT id, created_at, row_number() OVER (ORDER BY created_at, id) AS number FROM public.sessions) AS s, generate_series(1, 3) AS n
ORDER BY s.number, n;

INSERT INTO public.api_key_logs (api_key_id, client, path, status_code, created_at)
SELECT md5('key ' || number % 12)::uuid,
       '192.0.2.0'::inet + number % 250,
       '/v1/chat',
       CASE WHEN number % 29 = 0 THEN 429 ELSE 200 END,
       created_at
FROM (SELECT created_at, row_number() OVER (ORDER BY created_at, id) AS number FROM public.sessions) AS s
ORDER BY number;

-- One record a day, key and model.
INSERT INTO public.usage_records (api_key_id, model, used_on, tokens, cost)
SELECT md5('key ' || key)::uuid,
       model,
       day::date,
       1000 + extract(doy FROM day)::bigint * 37 % 5000 + key * 100,
       (1000 + extract(doy FROM day)::bigint * 37 % 5000 + key * 100) * 0.000003
FROM sample_clock,
     generate_series(first_month, as_of, '1 day') AS day,
     generate_series(0, 5) AS key,
     unnest(ARRAY['small', 'large']) AS model;

COMMIT;

ANALYZE public.sessions, public.messages, public.execution_logs, public.api_key_logs, public.usage_records;
