#!/usr/bin/env bash
# 5,000 events/s over three nodes for two minutes. One after the other, the node that holds the authority is killed with -9
# and started again, another is stopped (SIGSTOP) for 30 s and woken, the third is restarted. What was acknowledged is
# stored, and counted, once.
source "$(dirname "$0")/lib.sh"

rate=${RATE:-5000}
seconds=${DURATION:-120}
build
postgres_up
for n in 1 2 3; do start "$n"; done
ready 1 2 3
for n in 1 2 3; do members "$n" 3 60; done

ask() {
  timeout 5 python3 "$here/ask.py" --cookie "$cookie" "$(name_of "$1")" 2>/dev/null |
    python3 -c "import json, sys; s = json.load(sys.stdin); print($2)" 2>/dev/null || true
}

holder() {
  local n
  for n in "$@"; do
    [ "$(ask "$n" 's["authority"]["cluster_role"]')" != primary ] || { printf '%s' "$n"; return; }
  done
}

storage() {
  curl -sf "$(http_of 1)/api/v1/projects/default/storage" | python3 -c 'import json, sys; print(json.load(sys.stdin)["event_count"])'
}

killed=$(holder 1 2 3)
[ -n "$killed" ] || fail "nobody holds the authority"
others=()
for n in 1 2 3; do [ "$n" = "$killed" ] || others+=("$n"); done
frozen=${others[0]}
restarted=${others[1]}

declare -A loads=()
for n in 1 2 3; do
  MESHER_JAVA_OPTS=-Xmx192m "$jar" load --url "$(http_of "$n")" --rate $((rate / 3)) --connections 48 --warm-up 15s \
    --duration "${seconds}s" --settle 60s --timeout 60s >"$work/load$n.log" 2>&1 &
  loads[$n]=$!
done
step=$((seconds / 6))
measured() {
  [ "$(grep -c "^ *$step s .*acked" "$work/load1.log")" -ge 1 ]
}
wait_until 120 measured || fail "no load"
say "kill -9 of node $killed, which holds the authority"
kill -KILL "${pids[$killed]}"
at=${EPOCHREALTIME/[.,]/}
took=''
while [ -z "$took" ]; do
  took=$(holder "${others[@]}")
  [ "$(((${EPOCHREALTIME/[.,]/} - at) / 1000000))" -lt 60 ] || fail "nobody took over"
done
figure "node $took took over after $(seconds_since "$at") s, epoch $(ask "$took" 's["authority"]["promotion_epoch"]')"
wait "${pids[$killed]}" 2>/dev/null || true
start "$killed"
ready "$killed"
say "node $killed is back $(seconds_since "$at") s after its end"

say "SIGSTOP of node $frozen for 30 s"
kill -STOP "${pids[$frozen]}"
sleep 30
kill -CONT "${pids[$frozen]}"
say "node $frozen is awake"
sleep $((step / 2))
say "restart of node $restarted"
stop "$restarted"
start "$restarted"
ready "$restarted"

for n in 1 2 3; do
  wait "${loads[$n]}" || true
  figure "what the clients of node $n saw: $(seen "$work/load$n.log")"
  summary "$work/load$n.log"
done
for n in 1 2 3; do
  [[ $(summary "$work/load$n.log") == *'0 missing, 0 doubled'* ]] || fail "node $n: acknowledged is not stored"
done
for n in 1 2 3; do members "$n" 3 60; done
stored=$(storage)
counted=$(curl -sf "$(http_of 1)/api/v1/projects/default/dashboard/levels" |
  python3 -c 'import json, sys; print(sum(row["count"] for row in json.load(sys.stdin)))')
acknowledged=$(sed -n 's/^stored *\([0-9,]*\) acknowledged, \([0-9,]*\) of.*/\1/p' "$work"/load?.log | tr -d , | paste -sd+ | bc)
figure "$acknowledged acknowledged, $stored stored, $counted counted"
[ "$stored" = "$counted" ] || fail "stored and counted differ"
[ "$stored" -ge "$acknowledged" ] || fail "acknowledged events are missing"
say ok
