#!/usr/bin/env bash
# Three nodes get the first events of the same new issues at the same moment: how fast they are until all issues are there.
source "$(dirname "$0")/lib.sh"

issues=${ISSUES:-2000}
seconds=${DURATION:-20}
build
postgres_up
for n in 1 2 3; do start "$n"; done
ready 1 2 3
for n in 1 2 3; do members "$n" 3 60; done
say "database: $DATABASE_URL"
! declare -F look >/dev/null || look
declare -A loads=()
for n in 1 2 3; do
  MESHER_JAVA_OPTS=-Xmx192m "$jar" load --url "$(http_of "$n")" --connections 16 --warm-up 0s --issues "$issues" \
    --duration "${seconds}s" --settle 60s --timeout 60s >"$work/load$n.log" 2>&1 &
  loads[$n]=$!
done
failed=''
for n in 1 2 3; do
  wait "${loads[$n]}" || failed="$failed $n"
  say "node $n:"
  sed 's/^/  /' "$work/load$n.log"
done
[ -z "$failed" ] || fail "the load of$failed"
say ok
