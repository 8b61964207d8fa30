#!/usr/bin/env bash
# A node loses PostgreSQL and keeps its peers: its clients see no error, its events are stored by another node meanwhile,
# and the records say so, also when they are asked of a third node.
source "$(dirname "$0")/lib.sh"

build
postgres_up
pg_port=$(sed 's/.*:\([0-9]*\)\/.*/\1/' <<<"$DATABASE_URL")
link=$((base + 9))
python3 "$here/link.py" "$link" "$pg_port" >"$work/link.log" 2>&1 &
pids[link]=$!
start 1
start 2 DATABASE_URL="${DATABASE_URL/:$pg_port\//:$link/}"
start 3
ready 1 2 3
for n in 1 2 3; do members "$n" 3 60; done

load() {
  "$jar" load --url "$(http_of 2)" --rate 200 --connections 16 --issues 50 --warm-up 10s --duration "$1" >"$work/load.log" 2>&1
}

load 20s &
loading=$!
measured() {
  [ "$(grep -c "^ *4 s .*acked" "$work/load.log")" = 2 ]
}
wait_until 60 measured || fail "no load"
say "node 2 is cut off from PostgreSQL under 200 events/s"
kill -USR1 "${pids[link]}"
sleep 4
began=${EPOCHREALTIME/[.,]/}
answers=$(for _ in $(seq 20); do
  curl -s -m 10 -D "$work/head" -o "$work/body" -w '%{http_code} ' "$(http_of 2)/api/v1/events" \
    -H "x-sentry-auth: $key" -d '{"message":"cut off","fingerprint":"cut off"}'
  grep -o '"issue_id":"' "$work/body" || true
done | sort | uniq -c | tr '\n' ' ')
figure "cut off from PostgreSQL alone: twenty events by hand through node 2 in $(((${EPOCHREALTIME/[.,]/} - began) / 1000)) ms: $answers"
request=$(tr -d '\r' <"$work/head" | sed -n 's/^X-Mesh-Continuity-Request-Key: //Ip')
for n in 2 3; do
  "$jar" cluster continuity --cookie "$cookie" --json "$(name_of "$n")" "$request" >"$work/record$n.json"
  figure "node $n says of it: $(python3 -c '
import json, sys
r = json.load(open(sys.argv[1]))["record"]
print({k: r[k] for k in ("phase", "ingress_node", "execution_node", "routed_remotely", "fell_back_locally", "replica_status")})
' "$work/record$n.json")"
  grep -q '"routed_remotely" : true' "$work/record$n.json" || fail "node $n does not know of the hand-over"
done
kill -USR2 "${pids[link]}"
say "PostgreSQL is back for node 2"
wait "$loading" || { cat "$work/load.log"; fail "the load failed"; }
saw=$(summary "$work/load.log")
printf '%s\n' "$saw"
figure "what its clients saw: $(seen "$work/load.log")"
grep -q '^ *answers *202 [0-9,]*$' <<<"$saw" || fail "a client saw something else than 202"
grep -q '^ *errors *none$' <<<"$saw" || fail "a client saw an error"
[[ $answers == *"20 202"* ]] || fail "an answer by hand is missing: $answers"
say ok
