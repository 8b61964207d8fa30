#!/usr/bin/env bash
# The same event, by its event_id and then by its request key, is posted to three nodes at the same moment, a thousand
# times each: it is stored once, and all three answer with the same id.
source "$(dirname "$0")/lib.sh"

rounds=${ROUNDS:-1000}
build
postgres_up
for n in 1 2 3; do start "$n"; done
ready 1 2 3
for n in 1 2 3; do members "$n" 3 60; done
ok=yes
python3 - "$rounds" "$key" "$(http_of 1)" "$(http_of 2)" "$(http_of 3)" >"$work/shown" <<'P' || ok=''
import concurrent.futures, http.client, json, sys, threading, urllib.parse, uuid
rounds, key, urls = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
run = uuid.uuid4().hex
local = threading.local()
barrier = threading.Barrier(len(urls))
wrong = []

def post(node, body, headers):
    connections = local.__dict__.setdefault("connections", {})
    connection = connections.get(node)
    if connection is None:
        connection = connections[node] = http.client.HTTPConnection(urllib.parse.urlparse(urls[node]).netloc, timeout=30)
    barrier.wait(60)
    connection.request("POST", "/api/v1/events", body, {"x-sentry-auth": key, **headers})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())

def shown(way, headers_of, body_of):
    with concurrent.futures.ThreadPoolExecutor(len(urls)) as pool:
        for i in range(rounds):
            body = json.dumps(body_of(i))
            answers = [f.result() for f in [pool.submit(post, n, body, headers_of(i)) for n in range(len(urls))]]
            if any(status != 202 for status, _ in answers) or len({answer["id"] for _, answer in answers}) != 1:
                wrong.append((way, i, answers))
    url = f"{urls[0]}/api/v1/projects/default/events/count?key={way}&value={run}"
    import urllib.request
    counted = json.load(urllib.request.urlopen(url))
    print(f"by {way}: {rounds} rounds, three posts each at one moment: {counted['count']} events stored,"
          f" {counted['distinct_event_ids']} distinct", flush=True)
    return counted["count"] == rounds == counted["distinct_event_ids"]

ok = shown("event_id", lambda i: {}, lambda i: {
    "message": "same", "event_id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{run}{i}")),
    "fingerprint": f"same {i % 20}", "tags": {"event_id": run}})
ok &= shown("request_key", lambda i: {"X-Mesh-Continuity-Request-Key": f"{run}-{i}"}, lambda i: {
    "message": "same", "fingerprint": f"key {i % 20}", "tags": {"request_key": run}})
for way, i, answers in wrong[:5]:
    print("differs:", way, i, answers)
sys.exit(0 if ok and not wrong else 1)
P
while read -r line; do figure "$line"; done <"$work/shown"
[ -n "$ok" ] || fail "not one event each"
say ok
