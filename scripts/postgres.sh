#!/usr/bin/env bash
# Finds, installs or runs a throw-away PostgreSQL for tests and the demo. Nothing here touches a server that is already
# running on the machine, and an installed PostgreSQL is never upgraded.
set -euo pipefail
shopt -s inherit_errexit

usage() {
    cat <<'TEXT'
usage: scripts/postgres.sh find               print the folder that holds initdb, pg_ctl and postgres
       scripts/postgres.sh ensure             the same, installing Debian's package when there is none
       scripts/postgres.sh start DIR [PORT]   run a throw-away server in DIR (new or empty), print its connection string
       scripts/postgres.sh stop DIR           stop that server and remove what start put into DIR

The server listens on 127.0.0.1 only, trusts its callers and does not survive a power cut: never keep data in it.
PARTITIONKEEPER_POSTGRES_BIN names a folder to use instead of looking for one.
TEXT
}

say() { printf '%s\n' "$*" >&2; }
fail() { say "postgres.sh: $*"; exit 1; }

has_server() { [[ -x $1/initdb && -x $1/pg_ctl && -x $1/postgres ]]; }

find_bin() {
    local candidate path
    if [[ -n ${PARTITIONKEEPER_POSTGRES_BIN:-} ]]; then
        has_server "$PARTITIONKEEPER_POSTGRES_BIN" ||
            fail "PARTITIONKEEPER_POSTGRES_BIN=$PARTITIONKEEPER_POSTGRES_BIN does not hold initdb, pg_ctl and postgres; correct it or unset it."
        printf '%s\n' "$PARTITIONKEEPER_POSTGRES_BIN"
        return
    fi

    local -a candidates=()
    if path=$(command -v initdb); then
        candidates+=("$(dirname "$(readlink -f "$path")")")
    fi
    while IFS= read -r candidate; do
        candidates+=("$candidate")
    done < <(compgen -G '/usr/lib/postgresql/*/bin' | sort -rV
             compgen -G '/usr/pgsql-*/bin' | sort -rV)
    candidates+=(/usr/local/pgsql/bin)
    # pg_config comes with the client's headers too, so its folder may hold no server.
    if path=$(pg_config --bindir 2>/dev/null); then
        candidates+=("$path")
    fi

    for candidate in "${candidates[@]}"; do
        if has_server "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

as_root() {
    if [[ $EUID -eq 0 ]]; then
        "$@"
    else
        sudo -n -- "$@"
    fi
}

install_debian() {
    local advice="install a PostgreSQL server (14 or newer), or name its program folder in PARTITIONKEEPER_POSTGRES_BIN"
    command -v apt-get >/dev/null || fail "no PostgreSQL programs found and no apt-get to install them with; $advice."
    [[ $EUID -eq 0 ]] || sudo -n true 2>/dev/null ||
        fail "no PostgreSQL programs found; run 'sudo apt-get install postgresql' once, or $advice."

    say "No PostgreSQL programs found: installing Debian's package postgresql."
    # The package would create and start a cluster named main; a drop-in says no for as long as the installation lasts.
    local folder=/etc/postgresql-common/createcluster.d
    local dropin=$folder/partition-keeper-no-main-cluster.conf
    local log
    log=$(mktemp)
    local -a apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)

    as_root "${apt[@]}" update >"$log" 2>&1 </dev/null ||
        say "apt-get update failed (the package lists already here are used): $(tail -n 1 "$log")"
    if ! as_root "${apt[@]}" install -y --no-install-recommends postgresql-common >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        fail "'apt-get install postgresql-common' failed (above); mend it, or $advice."
    fi
    as_root mkdir -p "$folder"
    printf 'create_main_cluster = false\n' | as_root tee "$dropin" >/dev/null
    local status=0
    as_root "${apt[@]}" install -y --no-install-recommends postgresql >"$log" 2>&1 </dev/null || status=$?
    as_root rm -f "$dropin"
    as_root rmdir --ignore-fail-on-non-empty "$folder"
    if [[ $status -ne 0 ]]; then
        cat "$log" >&2
        fail "'apt-get install postgresql' failed (above); mend it, or $advice."
    fi
    rm -f "$log"
}

ensure_bin() {
    find_bin && return
    install_debian
    find_bin || fail "postgresql was installed, but initdb is nowhere under /usr/lib/postgresql; name its folder in PARTITIONKEEPER_POSTGRES_BIN."
}

# PostgreSQL refuses to run as root.
server_user() {
    local user
    for user in postgres nobody; do
        if id -u "$user" >/dev/null 2>&1; then
            printf '%s\n' "$user"
            return
        fi
    done
    fail "PostgreSQL refuses to run as root and there is no account 'postgres' or 'nobody'; run this as an ordinary user."
}

as_user() {
    local user=$1
    shift
    if [[ $EUID -ne 0 || $user == root ]]; then
        "$@"
    elif command -v runuser >/dev/null; then
        runuser -u "$user" -- "$@"
    elif command -v setpriv >/dev/null; then
        setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups -- "$@"
    else
        # shellcheck disable=SC2016 # the shell that su starts is to expand them
        su -s /bin/sh "$user" -c 'exec "$0" "$@"' -- "$@"
    fi
}

connection_string() { printf 'Host=127.0.0.1;Port=%s;Username=postgres;Database=postgres\n' "$1"; }

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below 32768, where Linux takes the ports of outgoing connections from.
free_port() {
    local port attempt
    for attempt in {1..100}; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        if ! is_listening "$port"; then
            printf '%s\n' "$port"
            return
        fi
    done
    fail "no free port between 20000 and 32000 after $attempt attempts; give one: scripts/postgres.sh start DIR PORT."
}

# A unix socket's path may have 107 bytes, and the setting is a list separated by commas: otherwise a short folder it is.
socket_folder() {
    local dir=$1 user=$2 short bytes
    bytes=$(printf '%s/.s.PGSQL.65535' "$dir" | wc -c)
    if [[ $bytes -le 107 && $dir != *[!A-Za-z0-9/._-]* ]]; then
        printf '%s\n' "$dir"
        return
    fi
    short=$(mktemp -d /tmp/pk-XXXXXX)
    [[ $EUID -ne 0 ]] || chown "$user" "$short"
    printf '%s\n' "$short"
}

start() {
    local dir=$1 port=${2:-} bin user
    [[ -z $port || $port =~ ^[0-9]{1,5}$ ]] || fail "'$port' is not a port."
    [[ -z $port ]] || ! is_listening "$port" || fail "port $port is taken; give another, or none to have a free one chosen."
    bin=$(ensure_bin)
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd -P)
    [[ -z $(ls -A "$dir") ]] || fail "$dir is not empty; give a new folder (a server left there is removed by: scripts/postgres.sh stop DIR)."

    user=$(id -un)
    if [[ $EUID -eq 0 ]]; then
        user=$(server_user)
        chown "$user" "$dir"
    fi
    as_user "$user" test -w "$dir" 2>/dev/null ||
        fail "account $user cannot reach $dir (a folder above it is closed to others); choose a folder under /tmp."

    local data=$dir/data log=$dir/log socket locale=C
    if locale -a 2>/dev/null | grep -qiE '^C\.utf-?8$'; then
        locale=C.UTF-8
    fi
    # A working folder the account cannot enter makes initdb and pg_ctl complain.
    cd "$dir"
    printf '%s\n' "$bin" >throw-away
    if ! as_user "$user" "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale="$locale" --no-sync >log.initdb 2>&1; then
        cat log.initdb >&2
        fail "initdb failed in $data (above)."
    fi
    socket=$(socket_folder "$dir" "$user")
    printf '%s\n' "$bin" "$socket" >throw-away
    as_user "$user" tee -a "$data/postgresql.conf" >/dev/null <<CONF

# A throw-away server: loopback only, nothing survives a crash of the machine.
listen_addresses = '127.0.0.1'
unix_socket_directories = '$socket'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = logical
max_connections = 200
max_prepared_transactions = 20
max_locks_per_transaction = 1024
timezone = 'UTC'
log_timezone = 'UTC'
CONF

    local attempt chosen
    for attempt in {1..5}; do
        chosen=${port:-$(free_port)}
        if as_user "$user" "$bin/pg_ctl" -D "$data" -l "$log" -o "-p $chosen" -w -t 60 start >log.pg_ctl 2>&1 </dev/null; then
            connection_string "$chosen"
            return
        fi
        # Somebody took the port between the look and the start.
        if [[ -n $port ]] || ! grep -q 'Address already in use' "$log"; then
            break
        fi
        : >"$log"
    done
    cat log.pg_ctl "$log" >&2 || true
    fail "the server in $dir did not start at attempt $attempt (its log is above)."
}

stop() {
    local dir=$1 bin socket owner
    dir=$(cd "$dir" 2>/dev/null && pwd -P) || fail "there is no folder $1."
    [[ -f $dir/throw-away ]] || fail "$dir was not made by 'scripts/postgres.sh start'; nothing was stopped or removed."
    { read -r bin; read -r socket || socket=; } <"$dir/throw-away"
    if [[ -f $dir/data/postmaster.pid ]]; then
        owner=$(stat -c %U "$dir/data" 2>/dev/null || stat -f %Su "$dir/data")
        cd "$dir"
        as_user "$owner" "$bin/pg_ctl" -D "$dir/data" -m fast -w -t 20 stop >/dev/null 2>&1 ||
            as_user "$owner" "$bin/pg_ctl" -D "$dir/data" -m immediate -w -t 20 stop >/dev/null 2>&1 ||
            # A server that died leaves its pid file behind: then there is nothing to stop.
            ! as_user "$owner" "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1 ||
            fail "the server in $dir does not stop; its process id is the first line of $dir/data/postmaster.pid."
        cd /
    fi
    if [[ -n $socket && $socket != "$dir" && $socket == /tmp/pk-* ]]; then
        rm -rf "$socket"
    fi
    rm -rf "$dir/data" "$dir/log" "$dir/log.initdb" "$dir/log.pg_ctl" "$dir/throw-away"
    rmdir "$dir" 2>/dev/null || true
}

case ${1:-} in
    find)
        find_bin || fail "no PostgreSQL programs found; 'scripts/postgres.sh ensure' installs Debian's, or name their folder in PARTITIONKEEPER_POSTGRES_BIN."
        ;;
    ensure) ensure_bin ;;
    start)
        [[ $# -ge 2 && $# -le 3 ]] || { usage >&2; exit 64; }
        start "$2" "${3:-}"
        ;;
    stop)
        [[ $# -eq 2 ]] || { usage >&2; exit 64; }
        stop "$2"
        ;;
    -h | --help | help) usage ;;
    *) usage >&2; exit 64 ;;
esac
