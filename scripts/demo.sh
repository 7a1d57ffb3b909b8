#!/usr/bin/env bash
# Shows PartitionKeeper at work on a throw-away PostgreSQL; nothing is left behind. Takes the options of the verb demo.
# The server is that of PARTITIONKEEPER_TEST_POSTGRES if it is set, else a container of a running Docker engine, else
# PostgreSQL programs found on the machine, else Debian's package, which is installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/choose-postgres.sh
source scripts/choose-postgres.sh

container=
remove_container() { [[ -z $container ]] || docker rm --force --volumes "$container" >/dev/null 2>&1 </dev/null || true; }

# The image first runs a server without TCP, to make the cluster: only the one that answers over TCP stays. Asked from
# inside and then from here, since an engine may publish its ports elsewhere.
start_container() {
    local port attempt
    container=$(docker run --detach --rm --publish 127.0.0.1::5432 --tmpfs /var/lib/postgresql/data \
        --env POSTGRES_HOST_AUTH_METHOD=trust "$postgres_image" -c fsync=off </dev/null) || return 1
    port=$(docker port "$container" 5432/tcp </dev/null | sed -n '1s/.*://p')
    for attempt in {1..150}; do
        if docker exec "$container" pg_isready -q -h 127.0.0.1 -U postgres </dev/null >/dev/null 2>&1; then
            (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
            export PARTITIONKEEPER_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
            return
        fi
        sleep 0.2
    done
    printf 'demo.sh: the container %s does not answer after %s attempts; its last words:\n' "$postgres_image" "$attempt" >&2
    docker logs --tail 5 "$container" >&2 </dev/null || true
    return 1
}

if ! choose_postgres; then
    postgres_story >&2
    exit 1
fi
postgres_story >&2

if [[ $postgres == programs ]]; then
    export PARTITIONKEEPER_POSTGRES_BIN=$postgres_bin
elif [[ $postgres == docker ]]; then
    trap remove_container EXIT
    start_container || exit 1
    # Not exec: the container is removed when the demo has ended, however it ended.
    status=0
    ./partition-keeper demo "$@" || status=$?
    exit "$status"
fi
exec ./partition-keeper demo "$@"
