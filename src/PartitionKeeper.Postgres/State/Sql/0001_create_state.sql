-- Which numbered scripts were applied.
CREATE TABLE {schema}.schema_version (
    version     integer PRIMARY KEY,
    applied_at  timestamptz NOT NULL DEFAULT pg_catalog.now()
);

-- One row a run.
CREATE TABLE {schema}.run (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    as_of       timestamptz NOT NULL,
    started_at  timestamptz NOT NULL,
    elapsed     interval NOT NULL,
    outcome     text NOT NULL,
    steps       integer NOT NULL,
    failed      integer NOT NULL,
    host        text NOT NULL,
    version     text NOT NULL
);
CREATE INDEX run_started_at ON {schema}.run (started_at);

-- The audit trail: one row a finished step. The run's own row comes last, so there is no foreign key to it.
-- An open side of a range is NULL.
CREATE TABLE {schema}.step (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id          uuid NOT NULL,
    at              timestamptz NOT NULL DEFAULT pg_catalog.now(),
    action          text NOT NULL,
    schema_name     text NOT NULL,
    table_name      text NOT NULL,
    partition_name  text NOT NULL,
    range_from      timestamptz,
    range_to        timestamptz,
    outcome         text NOT NULL,
    lock_wait       interval,
    elapsed         interval,
    attempts        integer,
    rows            bigint,
    bytes           bigint,
    statements      text,
    message         text
);
CREATE INDEX step_run_id ON {schema}.step (run_id);

-- Written before a partition is detached, so that a crash leaves nothing forgotten. The name is part of the key: an oid is used again after a wrap-around.
CREATE TABLE {schema}.detached_partition (
    partition_oid     oid NOT NULL,
    partition_schema  text NOT NULL,
    partition_name    text NOT NULL,
    table_schema      text NOT NULL,
    table_name        text NOT NULL,
    table_oid         oid NOT NULL,
    bound             text NOT NULL,
    range_from        timestamptz,
    range_to          timestamptz,
    then_action       text NOT NULL CHECK (then_action IN ('drop', 'detach', 'archive')),
    recorded_at       timestamptz NOT NULL DEFAULT pg_catalog.now(),
    dropped_at        timestamptz,
    attached_at       timestamptz,
    PRIMARY KEY (partition_oid, partition_schema, partition_name)
);

-- What must never be retired, entered by hand. NULL: open on that side.
CREATE TABLE {schema}.hold (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_pattern  text NOT NULL,
    range_from     timestamptz,
    range_to       timestamptz,
    reason         text NOT NULL,
    created_by     text NOT NULL DEFAULT CURRENT_USER,
    created_at     timestamptz NOT NULL DEFAULT pg_catalog.now()
);

INSERT INTO {schema}.schema_version (version) VALUES (1)
