# shellcheck shell=bash
# Which PostgreSQL the demo and the tests use; demo.sh and test.sh source this. The first of four that works:
#   1. PARTITIONKEEPER_TEST_POSTGRES   2. a Docker engine   3. PostgreSQL programs on this machine   4. Debian's package

readonly postgres_image=postgres:17

# given, docker or programs; with programs, postgres_bin is their folder.
postgres=
postgres_bin=
postgres_tried=()

# Runs a command that may take long. test.sh has a way of its own, so that it can be interrupted.
patiently() { "$@" </dev/null; }

# Which of the four, for people; call it when the choice has been made or has failed.
postgres_story() {
    case $postgres in
        given) printf 'Using the server of PARTITIONKEEPER_TEST_POSTGRES.\n' ;;
        docker) printf 'Using %s in the Docker engine.\n' "$postgres_image" ;;
        programs) printf 'Using the PostgreSQL programs in %s.\n' "$postgres_bin" ;;
        *)
            printf 'No PostgreSQL to be had. Tried:\n'
            printf '  %s\n' "${postgres_tried[@]}"
            cat <<'TEXT'
Any of these will do:
  - set PARTITIONKEEPER_TEST_POSTGRES: Host=…;Username=…;Password=… of a role that may create databases (the tests want a superuser)
  - start a Docker engine that has, or can pull, the image postgres:17
  - install PostgreSQL 14 or newer, or name the folder of its programs in PARTITIONKEEPER_POSTGRES_BIN
  - run this as root, or where sudo asks for no password, on Debian: then its package is installed
TEXT
            ;;
    esac
}

docker_runs() {
    local said
    if ! command -v docker >/dev/null; then
        postgres_tried+=("2. a Docker engine: there is no docker command")
    elif ! said=$(timeout 20 docker version --format '{{.Server.Version}}' 2>&1 </dev/null); then
        postgres_tried+=("2. a Docker engine: ${said##*$'\n'}")
    elif ! docker image inspect "$postgres_image" >/dev/null 2>&1 </dev/null && ! pull_image; then
        postgres_tried+=("2. a Docker engine: it runs, but $postgres_image cannot be pulled (above)")
    else
        return 0
    fi
    return 1
}

pull_image() {
    printf 'Docker runs and has no %s yet: pulling it.\n' "$postgres_image" >&2
    patiently timeout 600 docker pull -q "$postgres_image" >&2
}

find_programs() {
    if postgres_bin=$(scripts/postgres.sh find 2>/dev/null); then
        return 0
    elif [[ -n ${PARTITIONKEEPER_POSTGRES_BIN:-} ]]; then
        postgres_tried+=("3. PostgreSQL programs: there are none in PARTITIONKEEPER_POSTGRES_BIN=$PARTITIONKEEPER_POSTGRES_BIN")
    else
        postgres_tried+=("3. PostgreSQL programs on this machine: none on the PATH or in /usr/lib/postgresql/*/bin")
    fi
    return 1
}

install_programs() {
    # Who names a folder does not want another.
    if [[ -n ${PARTITIONKEEPER_POSTGRES_BIN:-} ]]; then
        postgres_tried+=("4. Debian's package: not installed, because PARTITIONKEEPER_POSTGRES_BIN is set")
    elif postgres_bin=$(scripts/postgres.sh ensure); then
        return 0
    else
        postgres_tried+=("4. Debian's package postgresql: could not be installed (the reason is above)")
    fi
    return 1
}

# Sets the variables above; fails when there is nothing to choose.
choose_postgres() {
    if [[ -n ${PARTITIONKEEPER_TEST_POSTGRES:-} ]]; then
        postgres=given
        return
    fi
    postgres_tried+=("1. PARTITIONKEEPER_TEST_POSTGRES: not set")
    if docker_runs; then
        postgres=docker
    elif find_programs || install_programs; then
        postgres=programs
    else
        return 1
    fi
}
