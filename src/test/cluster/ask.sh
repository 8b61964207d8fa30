#!/usr/bin/env bash
# What an operator waits for an answer on an idle cluster of three nodes: the whole command, with the start of its JVM.
# How long a JVM takes to start depends on the machine and its hour, so it is measured in the same run: a command that
# asks nobody. The answer may take three quarters of a second more.
source "$(dirname "$0")/lib.sh"

calls=${CALLS:-20}
more=${MORE:-750}
build
postgres_up
for n in 1 2 3; do start "$n"; done
ready 1 2 3
for n in 1 2 3; do members "$n" 3 60; done
request=$(curl -sfi -H "x-sentry-auth: $key" -d '{"message":"asked for"}' "$(http_of 1)/api/v1/events" | tr -d '\r' |
  sed -n 's/^x-mesh-continuity-request-key: //Ip')
[ -n "$request" ] || fail "the event was not taken"
export MESH_CLUSTER_COOKIE=$cookie

# figures QUESTION [ARGUMENT…]: "min median max" of so many calls, one after the other, in milliseconds. No question: the
# command only prints its help.
figures() {
  local question=${1:---help} i began node
  shift $(($# > 0))
  for i in $(seq "$calls"); do
    node=$(name_of $((i % 3 + 1)))
    [ "$question" != --help ] || node=
    began=${EPOCHREALTIME/[.,]/}
    # shellcheck disable=SC2086 # no word at all where there is no node
    "$jar" cluster "$question" $node "$@" >"$work/answer" || return 1
    echo $(((${EPOCHREALTIME/[.,]/} - began) / 1000))
  done | sort -n | awk '{ ms[NR] = $1 } END { print ms[1], ms[int((NR + 1) / 2)], ms[NR] }'
}

read -r least start most <<<"$(figures)"
[ -n "${most:-}" ] || fail "the command does not start"
figure "a command that asks nobody: min $least ms, median $start ms, max $most ms over $calls calls"
bound=$((start + more))
late=''
for question in status "continuity" "continuity $request" diagnostics; do
  # shellcheck disable=SC2086 # the question and its argument
  read -r least median most <<<"$(figures $question)"
  [ -n "${most:-}" ] || fail "no answer to $question"
  figure "${question%% mshr*}: min $least ms, median $median ms, max $most ms over $calls calls"
  [ "$median" -lt "$bound" ] || late="$late $question"
done
[ -z "$late" ] || fail "the median is not under $bound ms:$late"
say ok
