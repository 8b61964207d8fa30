#!/usr/bin/env bash
# A stock Hazelcast that knows the cluster's name but not its cookie gets nothing, as a member and as a client.
source "$(dirname "$0")/lib.sh"

build
postgres_up
start 1
start 2
ready 1 2
members 1 2 60
java -cp "$work/bin/mesher.jar" "$here/Stranger.java" "127.0.0.1:$((base + 1))" "$cookie" $((base + 500)) \
  >"$work/stranger.out" 2>"$work/stranger.err" || fail "it did not run: $(tail -n 5 "$work/stranger.err")"
while read -r line; do figure "$line"; done < <(grep '^as a' "$work/stranger.out")
grep -q '^as a member: sees 1 member, 0 entries' "$work/stranger.out" || fail "it got in as a member"
grep -q '^as a client: Unable to connect to any cluster' "$work/stranger.out" || fail "it got in as a client"
members 1 2 1
say "the log of the node: $(grep -o 'refused on the cluster port.*' "$work/node1.log" | head -n 1)"
status=$("$jar" cluster status "$(name_of 1)" --json --cookie wrong 2>&1) && fail "a wrong cookie was let in"
figure "cluster status with a wrong cookie: $status"
say ok
