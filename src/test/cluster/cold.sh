#!/usr/bin/env bash
# Three nodes get events of the same issues at the same moment, once new and once known, just started and warm: what each of
# the two costs. Needs psql, which empties the tables between.
source "$(dirname "$0")/lib.sh"

issues=${ISSUES:-2000}
seconds=${DURATION:-20}
build
postgres_up
for n in 1 2 3; do start "$n"; done
ready 1 2 3
for n in 1 2 3; do members "$n" 3 60; done

# round WHAT: the same load at all three; prints what they acknowledged together, second by second.
round() {
  local n
  declare -A loads=()
  for n in 1 2 3; do
    MESHER_JAVA_OPTS=-Xmx192m "$jar" load --url "$(http_of "$n")" --connections 48 --issues "$issues" \
      --duration "${seconds}s" --settle 60s --timeout 60s >"$work/load$n.log" 2>&1 &
    loads[$n]=$!
  done
  for n in 1 2 3; do
    wait "${loads[$n]}" || { cat "$work/load$n.log"; fail "$1: the load of node $n"; }
  done
  figure "$1: $(sed -n 's/^ *\([0-9]*\) s  *\([0-9,]*\) acked.*/\1 \2/p' "$work"/load?.log | tr -d , |
    awk '{ sum[$1] += $2; if ($1 > last) last = $1 } END { for (i = 1; i <= last; i++) printf "%s ", sum[i] }')acknowledged/s"
}

restart() {
  local n
  for n in 1 2 3; do stop "$n"; done
  for n in 1 2 3; do start "$n"; done
  ready 1 2 3
  for n in 1 2 3; do members "$n" 3 60; done
}

round "started, new issues"
psql -qc 'TRUNCATE issues, events, event_ids CASCADE' "$DATABASE_URL"
round "warm, new issues"
round "warm, known issues"
restart
round "started, known issues"
say ok
