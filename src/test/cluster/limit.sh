#!/usr/bin/env bash
# Two nodes, a limit of 1,000 events a window, 10,000 requests to one and the other by turns: exactly 1,000 are accepted.
source "$(dirname "$0")/lib.sh"

build
postgres_up
for n in 1 2; do start "$n" MESHER_RATE_LIMIT_MAX_EVENTS=1000 MESHER_RATE_LIMIT_WINDOW_SECONDS=86400; done
ready 1 2
members 1 2 60
members 2 2 60
counts=$(python3 - "$(http_of 1)" "$(http_of 2)" "$key" <<'P'
import collections, http.client, sys, urllib.parse
connections = [http.client.HTTPConnection(urllib.parse.urlparse(url).netloc, timeout=30) for url in sys.argv[1:3]]
counts = collections.Counter()
for i in range(10_000):
    connection = connections[i % 2]
    connection.request("POST", "/api/v1/events", '{"message":"limit"}', {"x-sentry-auth": sys.argv[3]})
    answer = connection.getresponse()
    answer.read()
    counts[answer.status] += 1
    if answer.headers.get("Connection") == "close":
        connection.close()
print(" ".join(f"{status}={count}" for status, count in sorted(counts.items())))
P
)
figure "limit 1,000, 10,000 requests by turns: $counts"
[ "$counts" = "202=1000 429=9000" ] || fail "not exactly 1,000"
say ok
