"""A new issue a second while 500 events/s come in: how long after its event was accepted does the webhook have the alert."""

import random
import re
import time

import ledger
from client import Client

RATE = 500
WARM_UP_SECONDS = 30


def show(stage):
    alerts, bound = stage.options.alerts, stage.options.bound
    stage.start(1)
    stage.warm_up()
    stage.channel("on-call")
    watches = [stage.watch("on-call") for _ in range(alerts)]
    load = stage.load(RATE, alerts + WARM_UP_SECONDS + 10, "load")
    load.wait_for(rf"^ *{WARM_UP_SECONDS} s ")
    client, began = Client(stage), time.monotonic()
    for number, watch in enumerate(watches):
        # Not always at the same moment of the server's second.
        time.sleep(max(0.0, began + number + random.random() - time.monotonic()))
        watch.raise_alert(client)
    stage.wait_for(lambda: ledger.all_told(stage), 60)
    firsts = {note.body["project"]["id"]: note.at for note in reversed(stage.receiver.all())}
    seconds = [firsts[watch.project] - at for watch in watches for at in watch.accepted.values() if watch.project in firsts]
    stage.say(ledger.summary(stage))
    if not seconds:
        return ["nothing was told"]
    p50, p99 = ledger.percentile(seconds, 50), ledger.percentile(seconds, 99)
    stage.say(f"event accepted to webhook received, {len(seconds)} alerts beside {RATE} events/s:"
              f" p50 {p50:.2f} s, p99 {p99:.2f} s, longest {max(seconds):.2f} s")
    load.process.wait(120)
    stage.say("; ".join(line for line in load.text().splitlines() if line.startswith(("throughput", "latency"))))
    wrong = ledger.problems(stage, repeats=False)
    reached = re.search(r"^throughput +([0-9,]+) ", load.text(), re.MULTILINE)
    if load.process.returncode or not reached or int(reached[1].replace(",", "")) < 0.95 * RATE:
        wrong.append(f"the load beside did not reach {RATE} events/s: the figures do not count")
    return wrong + ([f"the p99 is over {bound} s"] if p99 > bound else [])
