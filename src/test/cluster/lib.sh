# Sourced by each showing: a throw-away PostgreSQL, nodes as processes of the built jar, and an end that leaves nothing.
# shellcheck shell=bash
set -euo pipefail

here=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../../.." && pwd)
showing=$(basename "$0" .sh)
work=$(mktemp -d "${TMPDIR:-/tmp}/mesher-$showing.XXXXXX")
unset PORT DATABASE_URL "${!MESH_@}"
for variable in "${!MESHER_@}"; do
  case $variable in MESHER_JAVA_OPTS | MESHER_TEST_PORT) ;; *) unset "$variable" ;; esac
done

# Each node N listens on base+N (cluster), base+1000+N (bus), base+2000+N (HTTP), base+3000+N (WebSocket).
base=${MESHER_TEST_PORT:-24370}
cookie=showing-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
key=mshr_devdefaultapikey000000000000000000000000000
declare -A pids=()

say() {
  printf '%s: %s\n' "$showing" "$*"
}

# figure TEXT…: what the showing is for; run repeats it at its end.
figure() {
  say "$@"
  [ -z "${FIGURES_FILE:-}" ] || printf '  %s: %s\n' "$showing" "$*" >>"$FIGURES_FILE"
}

fail() {
  say "FAILED: $*"
  exit 1
}

clean_up() {
  local code=$? pid
  trap '' INT TERM
  ! declare -F before_end >/dev/null || before_end || true
  for pid in "${pids[@]}"; do
    kill -CONT "$pid" 2>/dev/null || true
    kill -TERM "$pid" 2>/dev/null || true
  done
  for pid in "${pids[@]}"; do
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  if [ "$code" -ne 0 ]; then
    say "the logs are kept in $work"
  else
    rm -rf "$work"
  fi
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# seconds_since EPOCHREALTIME: with a decimal place; the time comes without its point.
seconds_since() {
  printf '%d.%d' $(((${EPOCHREALTIME/[.,]/} - $1) / 1000000)) $(((${EPOCHREALTIME/[.,]/} - $1) / 100000 % 10))
}

# wait_until SECONDS COMMAND…
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}

build() {
  jar=$work/bin/mesher
  "$root/bin/mesher" build "$work/bin" >/dev/null
}

postgres_up() {
  "$jar" postgres --data-dir "$work/postgres" >"$work/postgres.log" 2>&1 &
  pids[postgres]=$!
  wait_until 120 grep -q '^DATABASE_URL=' "$work/postgres.log" || fail "PostgreSQL did not start"
  DATABASE_URL=$(sed -n 's/^DATABASE_URL=//p' "$work/postgres.log")
  export DATABASE_URL
  "$jar" migrate up >"$work/migrate.log" 2>&1
}

# seen LOG: the answers and errors that a load counted, in one line.
seen() {
  sed -n '/^throughput/,$p' "$1" | grep -E '^(throughput|answers|errors|stored) ' | tr -s ' ' | paste -sd ';' | sed 's/;/; /g'
}

# summary LOG: what a load says at its end; of several, the last. Reads to the end: whoever writes to a closed pipe fails.
summary() {
  awk '/^throughput|^MOSTLY/ { text = "" ; found = 1 } found { text = text "  " $0 "\n" } END { printf "%s", text }' "$1"
}

name_of() {
  printf 'n%s@127.0.0.1:%s' "$1" $((base + $1))
}

http_of() {
  printf 'http://127.0.0.1:%s' $((base + 2000 + $1))
}

# start N [NAME=VALUE…]: node N, with these variables besides the usual ones.
start() {
  local n=$1
  shift
  mkdir -p "$work/node$n"
  (
    cd "$work/node$n"
    exec env MESH_CLUSTER_COOKIE="$cookie" MESH_NODE_NAME="$(name_of "$n")" MESH_DISCOVERY_SEED=localhost \
      MESH_CLUSTER_PORT=$((base + n)) MESHER_BUS_PORT=$((base + 1000 + n)) PORT=$((base + 2000 + n)) \
      MESHER_WS_PORT=$((base + 3000 + n)) MESHER_HOST=127.0.0.1 MESHER_RATE_LIMIT_MAX_EVENTS=100000000 \
      MESHER_JAVA_OPTS="${MESHER_JAVA_OPTS:--Xmx384m}" "$@" "$jar" run
  ) >>"$work/node$n.log" 2>&1 &
  pids[$n]=$!
}

# stop N: in order, which ends with 0.
stop() {
  kill -TERM "${pids[$1]}"
  ended "$1"
}

# ended N: waits for a node that was told to stop.
ended() {
  local code=0
  wait "${pids[$1]}" 2>/dev/null || code=$?
  unset "pids[$1]"
  [ "$code" = 0 ] || fail "node $1 ended its stop with $code"
}

ready() {
  local n
  for n in "$@"; do
    wait_until 90 curl -sf "$(http_of "$n")/readyz" || {
      tail -n 20 "$work/node$n.log"
      fail "node $n is not ready"
    }
  done
}

# members N COUNT SECONDS: until node N counts so many members.
members() {
  python3 "$here/ask.py" --cookie "$cookie" --timeout "$3" --nodes "$2" "$(name_of "$1")" >/dev/null ||
    fail "node $1 does not see $2 nodes"
}
