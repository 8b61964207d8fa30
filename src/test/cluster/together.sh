#!/usr/bin/env bash
# Three nodes that find each other by "localhost" are started in the same moment, ten times: one cluster each time.
source "$(dirname "$0")/lib.sh"

rounds=${ROUNDS:-10}
all=()
build
postgres_up
for round in $(seq "$rounds"); do
  for n in 1 2 3; do start "$n"; done
  seconds=$(python3 "$here/ask.py" --cookie "$cookie" --timeout 60 --nodes 3 \
    "$(name_of 1)" "$(name_of 2)" "$(name_of 3)") || fail "round $round: not one cluster within 60 s"
  ready 1 2 3
  say "round $round: all three see all three after $seconds s"
  all+=("$seconds")
  for n in 1 2 3; do kill -TERM "${pids[$n]}"; done
  for n in 1 2 3; do ended "$n"; done
done
figure "three nodes started together, $rounds times: one cluster each time, all see all after (s): ${all[*]}"
say ok
