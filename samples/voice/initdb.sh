#!/bin/sh
# Makes the sample as a careful administrator would: for the postgres image, which runs this once in a new cluster.
# The tables belong to voice, whom the application would log in as; PartitionKeeper has the rights of docs/security.md.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password PARTITION_KEEPER_PASSWORD

CREATE ROLE voice NOLOGIN;
GRANT USAGE, CREATE ON SCHEMA public TO voice;

CREATE ROLE partition_keeper LOGIN PASSWORD :'password';
GRANT voice TO partition_keeper;
CREATE SCHEMA partition_keeper AUTHORIZATION partition_keeper;

SET ROLE voice;
\i /voice/schema.sql
SQL
