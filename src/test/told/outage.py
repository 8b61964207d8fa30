"""PostgreSQL is stopped for 30 s while alerts are raised and told. What was accepted before and meanwhile is told."""

import time

import ledger
from client import Client

PROJECTS = 30
AWAY_SECONDS = 30


def show(stage):
    stage.start(1)
    stage.warm_up(2)
    stage.channel("on-call")
    stage.channel("slow")
    stage.receiver.answers("slow", seconds=2)
    watches = [stage.watch("on-call", "slow") for _ in range(PROJECTS)]
    raised = stage.beside(raise_alerts, watches)
    time.sleep(10)
    stage.say(f"PostgreSQL is stopped for {AWAY_SECONDS} s, after {ledger.summary(stage)}")
    stage.stop_postgres()
    time.sleep(AWAY_SECONDS)
    meanwhile = sum(len(watch.accepted) for watch in watches)
    stage.start_postgres()
    back = time.monotonic()
    stage.say(f"PostgreSQL is back; {meanwhile} events had been accepted")
    raised.result()
    in_time = stage.wait_for(lambda: ledger.all_told(stage), 240)
    stage.say(f"all was told {time.monotonic() - back:.0f} s after it came back: {ledger.summary(stage)}")
    stage.wait_for(lambda: ledger.delivered(stage, "on-call") and ledger.delivered(stage, "slow"), 90)
    return ledger.problems(stage, repeats=True) + ([] if in_time else ["not all was told within four minutes"])


def raise_alerts(stage, watches):
    """One each two seconds: the first ones before the outage, most of them during it, some after it."""
    client = Client(stage)
    for watch in watches:
        watch.raise_alert(client)
        time.sleep(2)
