#!/usr/bin/env bash
# Everything CI does: build, format check, unit and integration tests. Its last line is "N passed, N failed, N skipped".
set -uo pipefail

usage() {
    cat <<'TEXT'
usage: scripts/test.sh [--unit-only | --integration-only] [--no-format] [--class PATTERN]

  --unit-only          only the tests that need no server
  --integration-only   only the tests that need PostgreSQL
  --no-format          leave out 'dotnet format --verify-no-changes'
  --class PATTERN      only classes whose full name matches; * at either end stands for anything

The integration tests use PARTITIONKEEPER_TEST_POSTGRES (a connection string of a superuser) if it is set, else a running
Docker engine, else PostgreSQL programs found on the machine, else they install Debian's package postgresql.
TRX files and logs are written to artifacts/test-results. The exit code is the verdict.
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
# shellcheck source=scripts/choose-postgres.sh
source scripts/choose-postgres.sh
readonly results=$PWD/artifacts/test-results
projects=(PartitionKeeper.UnitTests PartitionKeeper.IntegrationTests)
format=yes
filter=()

while [[ $# -gt 0 ]]; do
    case $1 in
        --unit-only) projects=(PartitionKeeper.UnitTests) ;;
        --integration-only) projects=(PartitionKeeper.IntegrationTests) ;;
        --no-format) format=no ;;
        --class)
            [[ $# -ge 2 ]] || { usage >&2; exit 64; }
            filter=(--filter-class "$2")
            shift
            ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 64 ;;
    esac
    shift
done

say() { printf '\n== %s\n' "$*"; }

broken=()
server=
child=
passed=0 failed=0 skipped=0

# On every way out: the server goes, and the counters are the last line.
finish() {
    local status=$?
    trap - EXIT
    trap '' INT TERM HUP
    if [[ -n $child ]]; then
        end_child
    fi
    if [[ -n $server ]]; then
        scripts/postgres.sh stop "$server" || true
        rm -rf "$server"
    fi
    if [[ ${#broken[@]} -gt 0 ]]; then
        printf '\n' >&2
        printf 'test.sh: %s\n' "${broken[@]}" >&2
        [[ $status -ne 0 ]] || status=1
    fi
    printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
    exit "$status"
}
trap finish EXIT
trap 'broken+=("interrupted"); exit 130' INT
trap 'broken+=("terminated"); exit 143' TERM HUP

# In the background and waited for, because bash runs a trap only between commands; with job control (set -m), because
# the children of a script without it are deaf to the SIGINT that lets tests remove their containers.
run() {
    local status=0
    set -m
    "$@" </dev/null &
    child=$!
    set +m
    wait "$child" || status=$?
    child=
    return "$status"
}

end_child() {
    local grace
    kill -INT "$child" 2>/dev/null || return
    (sleep 20; kill -KILL -- "-$child") >/dev/null 2>&1 &
    grace=$!
    wait "$child" 2>/dev/null
    kill "$grace" 2>/dev/null
}

# Ends the run: without this step there is nothing to test.
stop_because() {
    broken+=("$*")
    exit 1
}

ensure_sdk() {
    command -v dotnet >/dev/null ||
        stop_because "there is no dotnet command; install the .NET 10 SDK (https://dotnet.microsoft.com/download) and put it on the PATH."
    dotnet --version >/dev/null 2>&1 ||
        stop_because "the .NET SDK that global.json asks for is not installed: $(dotnet --version 2>&1 | tail -n 1)"
}

# choose-postgres.sh calls it for what takes long.
patiently() { run "$@"; }

ensure_postgres() {
    if ! choose_postgres; then
        postgres_story >&2
        stop_because "no PostgreSQL for the integration tests (above)."
    fi
    postgres_story
    # Given or in Docker: the tests' own fixture uses it, or starts it.
    [[ $postgres == programs ]] || return 0
    server=$(mktemp -d "${TMPDIR:-/tmp}/partition-keeper-XXXXXX")
    PARTITIONKEEPER_TEST_POSTGRES=$(PARTITIONKEEPER_POSTGRES_BIN=$postgres_bin scripts/postgres.sh start "$server") ||
        stop_because "the throw-away PostgreSQL did not start (the reason is above)."
    export PARTITIONKEEPER_TEST_POSTGRES
    echo "Throw-away server: $PARTITIONKEEPER_TEST_POSTGRES"
}

counter() { sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | awk '{ n += $1 } END { print n + 0 }'; }

run_tests() {
    local project=$1 status=0 trx
    trx=$results/$project.trx
    run dotnet "tests/$project/bin/Release/net10.0/$project.dll" --results-directory "$results" --report-xunit-trx \
        --report-xunit-trx-filename "$project.trx" --timeout 15m --no-progress --output Normal "${filter[@]}" || status=$?

    if [[ ! -f $trx ]]; then
        # 8: no test matched, which --class makes natural in one of the projects.
        [[ $status -eq 8 && ${#filter[@]} -gt 0 ]] || broken+=("$project ended with exit code $status and left no results.")
        return
    fi
    local total ok
    total=$(counter "$trx" total)
    ok=$(counter "$trx" passed)
    local left=$(($(counter "$trx" total) - $(counter "$trx" executed)))
    passed=$((passed + ok))
    skipped=$((skipped + left))
    failed=$((failed + total - ok - left))
    if [[ $status -ne 0 && $((total - ok - left)) -eq 0 && ! ($status -eq 8 && ${#filter[@]} -gt 0) ]]; then
        broken+=("$project ended with exit code $status although no test failed.")
    fi
}

ensure_sdk
rm -rf "$results"
mkdir -p "$results"

say "Build"
run dotnet build PartitionKeeper.sln -c Release -warnaserror -nologo -v quiet || stop_because "the build failed (above)."

if [[ $format == yes ]]; then
    say "Format"
    run dotnet format PartitionKeeper.sln --verify-no-changes --no-restore ||
        broken+=("files are not formatted (above); run: dotnet format PartitionKeeper.sln")
fi

for project in "${projects[@]}"; do
    if [[ $project == *IntegrationTests ]]; then
        say "PostgreSQL"
        ensure_postgres
    fi
    say "$project"
    run_tests "$project"
done

[[ $failed -eq 0 ]] || broken+=("$failed tests failed.")
[[ $((passed + failed)) -gt 0 ]] || broken+=("no test ran.")
