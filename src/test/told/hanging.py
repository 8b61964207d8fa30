"""One receiver never answers, another one does: the other one hears of alerts as soon as before. Once the first answers again,
it is told all that it missed."""

import random
import time

import ledger
from client import Client

ALERTS = 20
BOUND_SECONDS = 5


def show(stage):
    stage.start(1)
    stage.warm_up()
    paths = [f"hanging-{number}" for number in range(5)]
    for path in [*paths, "on-call"]:
        stage.channel(path)
    before = told_after(stage, paths)
    for path in paths:
        stage.receiver.hangs(path)
    beside = told_after(stage, paths)
    for path in paths:
        stage.receiver.answers(path)
    in_time = stage.wait_for(lambda: ledger.all_told(stage), 240)
    stage.wait_for(lambda: all(ledger.delivered(stage, path) for path in [*paths, "on-call"]), 30)
    stage.say(f"event accepted to told on the other channel: p50 {ledger.percentile(before, 50):.2f} s and at most"
              f" {max(before):.2f} s before; p50 {ledger.percentile(beside, 50):.2f} s and at most {max(beside):.2f} s beside"
              f" {len(paths)} that hang")
    stage.say(ledger.summary(stage))
    wrong = ledger.problems(stage, repeats=True)
    wrong += [f"{note.path}: message {note.id} came twice" for note in stage.receiver.all()
              if note.path == "on-call" and len(ledger.messages(stage, "on-call")[note.id]) > 1]
    wrong += [] if max(beside) <= BOUND_SECONDS else [f"an alert took {max(beside):.1f} s on a channel that answers"]
    return wrong + ([] if in_time else ["what had hung was not told within four minutes"])


def told_after(stage, paths):
    """How long each of some alerts took to reach the channel that answers."""
    client = Client(stage)
    watches = [stage.watch("on-call", *paths) for _ in range(ALERTS)]
    for watch in watches:
        watch.raise_alert(client)
        time.sleep(random.uniform(0.5, 1.5))  # not always at the same moment of the server's second
    stage.wait_for(lambda: all(ledger.told(stage, watch, "on-call") for watch in watches), 60)
    at = {note.body["project"]["id"]: note.at for note in reversed(stage.receiver.all()) if note.path == "on-call"}
    now = time.time()
    return [at.get(watch.project, now) - accepted for watch in watches for accepted in watch.accepted.values()]
