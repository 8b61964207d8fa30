#!/usr/bin/env bash
# Three nodes with addresses of their own, in network namespaces. First the one that holds the authority is cut off from
# everything, then the network splits between nodes that all reach PostgreSQL. No duty runs twice: each of many new issues
# raises exactly one alert, on whatever side it came in. The stale side is fenced, and there is one cluster after each
# healing.
source "$(dirname "$0")/lib.sh"

if [ "$(id -u)" -ne 0 ] || ! ip netns add mesher-probe 2>/dev/null; then
  say "not shown: it needs root and network namespaces (ip netns)"
  exit 1
fi
ip netns del mesher-probe

net=10.213.77
bridge=meshersplit
posted=0

in_node() {
  local n=$1
  shift
  ip netns exec "mesher-split-$n" "$@"
}

before_end() {
  local n
  for n in 1 2 3; do
    ip netns pids "mesher-split-$n" 2>/dev/null | xargs -r kill -TERM 2>/dev/null || true
    wait_until 12 no_process "$n" || ip netns pids "mesher-split-$n" | xargs -r kill -KILL
    ip netns del "mesher-split-$n" 2>/dev/null || true
  done
  ip link del $bridge 2>/dev/null || true
}

no_process() {
  [ -z "$(ip netns pids "mesher-split-$1" 2>/dev/null)" ]
}

network_up() {
  local n
  before_end
  ip link add $bridge type bridge
  ip addr add $net.254/24 dev $bridge
  ip link set $bridge up
  for n in 1 2 3; do
    ip netns add "mesher-split-$n"
    ip link add "mshr$n" type veth peer name eth0 netns "mesher-split-$n"
    ip link set "mshr$n" master $bridge up
    in_node "$n" ip link set lo up
    in_node "$n" ip addr add "$net.$n/24" dev eth0
    in_node "$n" ip link set eth0 up
  done
}

node_up() {
  local n=$1
  mkdir -p "$work/node$n"
  (
    cd "$work/node$n"
    exec ip netns exec "mesher-split-$n" env DATABASE_URL="$url" MESH_CLUSTER_COOKIE="$cookie" \
      MESH_NODE_NAME="n$n@$net.$n:4370" MESH_DISCOVERY_SEED="$net.1,$net.2,$net.3" MESHER_HOST=127.0.0.1 \
      MESHER_RATE_LIMIT_MAX_EVENTS=100000000 MESHER_JAVA_OPTS="${MESHER_JAVA_OPTS:--Xmx384m}" "$jar" run
  ) >>"$work/node$n.log" 2>&1 &
  pids[$n]=$!
  wait_until 90 in_node "$n" curl -sf http://127.0.0.1:8080/readyz || fail "node $n is not ready"
}

# ask N FILTER: what the Python expression makes of node N's status, s.
ask() {
  in_node "$1" timeout 5 python3 "$here/ask.py" --cookie "$cookie" "n$1@$net.$1:4370" |
    python3 -c "import json, sys; s = json.load(sys.stdin); print($2)"
}

sees() {
  [ "$(ask "$1" 'len(s["membership"]["nodes"])')" = "$2" ]
}

holds() {
  [ "$(ask "$1" 's["authority"]["cluster_role"]')" = primary ]
}

all_see() {
  sees 1 "$1" && sees 2 "$1" && sees 3 "$1"
}

# post N: a new issue through node N.
post() {
  posted=$((posted + 1))
  local status
  status=$(in_node "$1" curl -s -m 30 -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/api/v1/events \
    -H "x-sentry-auth: $key" -H 'content-type: application/json' \
    -d "{\"message\":\"split\",\"fingerprint\":\"split-$posted\"}") || true
  [ "$status" = 202 ] || fail "event $posted through node $1 got $status"
}

alerts() {
  in_node 2 curl -sf 'http://127.0.0.1:8080/api/v1/projects/default/alerts?limit=100' |
    python3 -c 'import json, sys; a = json.load(sys.stdin); a = a if isinstance(a, list) else a["data"]; print(len(a))'
}

alerted() {
  [ "$(alerts)" -ge "$posted" ]
}

build
postgres_up
network_up
pg_port=$(sed 's/.*:\([0-9]*\)\/.*/\1/' <<<"$DATABASE_URL")
url=${DATABASE_URL/127.0.0.1:$pg_port/$net.254:5432}
python3 "$here/forward.py" "$net.254" 5432 "$pg_port" >"$work/forward.log" 2>&1 &
pids[forward]=$!

for n in 1 2 3; do node_up "$n"; done
wait_until 60 all_see 3 || fail "the three are not one cluster"
holds 1 || fail "the first node does not hold the authority"
in_node 1 curl -sf http://127.0.0.1:8080/api/v1/projects/default/alert-rules -H 'content-type: application/json' \
  -d '{"name":"new","condition":{"condition_type":"new_issue"},"action":{"type":"websocket"},"cooldown_minutes":0}' \
  >/dev/null || fail "no alert rule"
for n in 1 2 3 1 2 3; do post "$n"; done
wait_until 30 alerted || fail "alerts are missing before the split"

say "the holder, node 1, is cut off from its peers and from PostgreSQL"
ip link set mshr1 down
cut=${EPOCHREALTIME/[.,]/}
took=''
for _ in $(seq 600); do
  if holds 2; then took=2; elif holds 3; then took=3; fi
  [ -z "$took" ] || break
  sleep 0.1
done
[ -n "$took" ] || fail "nobody took over"
figure "node $took holds the authority after $(seconds_since "$cut") s, epoch $(ask "$took" 's["authority"]["promotion_epoch"]')"
for n in 2 3 2 3 2 3; do post "$n"; done
wait_until 30 alerted || fail "alerts are missing while the old holder is cut off"
wait_until 60 sees 2 2 || fail "node 2 still counts node 1"
wait_until 60 sees 1 1 || fail "node 1 still counts the others"
for n in 1 1; do post "$n"; done
say "node 1, alone, took two events into its journal; its readiness: $(in_node 1 curl -s http://127.0.0.1:8080/readyz)"

ip link set mshr1 up
healed=${EPOCHREALTIME/[.,]/}
wait_until 90 all_see 3 || fail "not one cluster after healing"
figure "one cluster again $(seconds_since "$healed") s after healing"
wait_until 30 grep -q 'lost the authority' "$work/node1.log" || fail "the old holder does not know that it lost"
figure "after healing node 1 is $(ask 1 's["authority"]["cluster_role"]'), epoch $(ask 1 's["authority"]["promotion_epoch"]')"
! holds 1 || fail "node 1 still holds"
wait_until 60 alerted || fail "alerts are missing after healing: $(alerts) of $posted"

say "node $took, which holds, is cut off from its peers alone"
for n in 1 2 3; do
  [ "$n" = "$took" ] || {
    in_node "$n" ip route add blackhole "$net.$took/32"
    in_node "$took" ip route add blackhole "$net.$n/32"
  }
done
wait_until 60 sees "$took" 1 || fail "node $took still counts the others"
wait_until 60 sees 1 2 || fail "node 1 still counts node $took"
for n in 1 2 3 1 2 3; do post "$n"; done
wait_until 30 alerted || fail "alerts are missing while the network is split"
holders=0
for n in 1 2 3; do ! holds "$n" || holders=$((holders + 1)); done
[ "$holders" = 1 ] || fail "$holders nodes hold the authority in the split"
say "both sides took events, one node holds the authority"
for n in 1 2 3; do
  [ "$n" = "$took" ] || {
    in_node "$n" ip route del blackhole "$net.$took/32"
    in_node "$took" ip route del blackhole "$net.$n/32"
  }
done
healed=${EPOCHREALTIME/[.,]/}
wait_until 90 all_see 3 || fail "not one cluster after the second healing"
figure "one cluster again $(seconds_since "$healed") s after healing"

wait_until 30 alerted || fail "alerts are missing"
figure "$posted new issues on both sides, $(alerts) alerts"
[ "$(alerts)" = "$posted" ] || fail "a duty ran twice, or not at all"
twice=$(grep -ho 'holds the authority, epoch [0-9]*' "$work"/node?.log | sort | uniq -d)
[ -z "$twice" ] || fail "two nodes held one epoch: $twice"
say ok
