#!/usr/bin/env bash
# What clustering costs an event: closed-loop load on a standalone node and on a node of a cluster, whose records another
# node copies, by turns on the same PostgreSQL. Their medians are within ten percent.
source "$(dirname "$0")/lib.sh"

rounds=${ROUNDS:-5}
each=${DURATION:-15s}
build
postgres_up
start 1
start 2
ready 1 2
members 1 2 60
start 3 MESH_CLUSTER_COOKIE= MESH_NODE_NAME= MESH_DISCOVERY_SEED=
ready 3

measure() {
  "$jar" load --url "$(http_of "$1")" --connections 64 --duration "$2" >"$work/load.log" 2>&1 ||
    { cat "$work/load.log"; fail "the load failed"; }
  sed -n 's/^throughput *\([0-9,]*\) .*/\1/p' "$work/load.log" | tr -d ,
}

for n in 1 3 1 3; do measure "$n" 10s >/dev/null; done
clustered=()
alone=()
for round in $(seq "$rounds"); do
  alone+=("$(measure 3 "$each")")
  clustered+=("$(measure 1 "$each")")
  say "round $round: standalone ${alone[-1]}, clustered ${clustered[-1]} events/s"
done
result=$(python3 - "${alone[*]}" "${clustered[*]}" <<'P'
import statistics, sys
alone, clustered = (statistics.median(map(int, text.split())) for text in sys.argv[1:3])
print(f"medians: standalone {alone:,.0f}, clustered {clustered:,.0f} events/s, {100 * (clustered / alone - 1):+.1f} %")
sys.exit(0 if clustered >= 0.9 * alone else 1)
P
) || fail "clustering costs more than 10 %: $result"
figure "$result"
say ok
