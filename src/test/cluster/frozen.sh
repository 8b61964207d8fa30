#!/usr/bin/env bash
# The oldest of three nodes, which keeps the list of the members, is frozen (SIGSTOP) while another is restarted, and woken
# later; then the same with one that is killed meanwhile. Says how long it takes until all three see all three again.
source "$(dirname "$0")/lib.sh"

bound=${BOUND:-15}
frozen_for=${FROZEN:-30}
build
postgres_up

all_see_all() {
  python3 "$here/ask.py" --cookie "$cookie" --timeout 240 --nodes 3 "$(name_of 1)" "$(name_of 2)" "$(name_of 3)"
}

listens() {
  wait_until 90 curl -so "$work/none" "$(http_of "$1")/readyz" || fail "node $1 does not come up"
}

# healed WHAT: from now on, within the bound.
healed() {
  local seconds
  seconds=$(all_see_all) || fail "$1: never one cluster again"
  figure "$1: all three see all three after $seconds s"
  python3 -c "import sys; sys.exit(float('$seconds') > $bound)" || late="$late, $1"
}

late=''
for n in 1 2 3; do
  start "$n"
  ready "$n"
done
members 1 3 60

kill -STOP "${pids[1]}"
at=${EPOCHREALTIME/[.,]/}
stop 2
figure "another was told to stop meanwhile: in order within $(seconds_since "$at") s"
start 2
sleep "$frozen_for"
kill -CONT "${pids[1]}"
listens 2
healed "the oldest was frozen, another restarted meanwhile"

for n in 3 2 1; do stop "$n"; done
for n in 1 2 3; do
  start "$n"
  ready "$n"
done
kill -STOP "${pids[1]}"
sleep "$frozen_for"
kill -CONT "${pids[1]}"
stop 3
start 3
listens 3
healed "the oldest was frozen, another restarted when it woke"

for n in 3 2 1; do stop "$n"; done
for n in 1 2 3; do
  start "$n"
  ready "$n"
done
kill -KILL "${pids[1]}"
wait "${pids[1]}" 2>/dev/null || true
start 1
listens 1
kill -STOP "${pids[2]}"
sleep "$frozen_for"
kill -CONT "${pids[2]}"
sleep 5
stop 3
start 3
listens 3
healed "one was killed, the next frozen, the third restarted"

[ -z "$late" ] || fail "later than $bound s:${late#,}"
say ok
