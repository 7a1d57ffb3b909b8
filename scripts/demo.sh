#!/usr/bin/env bash
# Shows PartitionKeeper at work on a throw-away PostgreSQL; nothing is left behind. Takes the options of the verb demo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! PARTITIONKEEPER_POSTGRES_BIN=$(scripts/postgres.sh ensure); then
    printf 'demo.sh: the demo needs PostgreSQL programs; none were found and none could be installed (the reason is above).\n' >&2
    exit 1
fi
export PARTITIONKEEPER_POSTGRES_BIN
exec ./partition-keeper demo "$@"
