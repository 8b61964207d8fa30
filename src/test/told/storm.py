"""Thousands of new issues within a minute, with a rule that tells three channels: at most four messages a channel in ten minutes,
and each issue is listed or counted in one of them. Ordinary events come in before and beside; how long do they take."""

import time

import ledger
from client import Client

MINUTE = 60
RATE = 200
CLIENTS = 8
MOST = 4


def show(stage):
    stage.start(1)
    stage.warm_up()
    paths = ["one", "two", "three"]
    for path in paths:
        stage.channel(path)
    watch = stage.watch(*paths)
    before = stage.load(RATE, MINUTE, "before")
    before.process.wait(180)
    stage.say(f"the minute before: {latency(before)}")
    beside = stage.load(RATE, MINUTE, "beside")
    beside.wait_for(r"^ *1 s ")
    began = time.time()
    own = storm(stage, watch)
    stage.say(f"{len(watch.accepted):,} new issues within {time.time() - began:.0f} s, p99 of their own events"
              f" {ledger.percentile(own, 99) * 1000:.1f} ms")
    beside.process.wait(180)
    stage.say(f"the minute of the storm: {latency(beside)}")
    stage.wait_for(lambda: ledger.messages(stage, "one"), MINUTE)
    first = min((note.at for note in stage.receiver.all() if note.path in paths), default=began)
    time.sleep(max(0.0, first + 10 * MINUTE - time.time()))
    counts = {path: [notes[0] for notes in ledger.messages(stage, path).values()] for path in paths}
    wrong = []
    for path, notes in counts.items():
        stage.say(f"{path}: {len(notes)} messages in ten minutes: " + "; ".join(
            f"{note.at - first:.0f} s {note.body['kind']} \"{note.body['summary']}\", {note.body['common']}" for note in notes))
        if len(notes) > MOST:
            wrong.append(f"{path}: {len(notes)} messages in ten minutes")
    calm = stage.wait_for(lambda: all(calmed(stage, path) == 1 for path in paths), 3 * MINUTE)
    stage.say(ledger.summary(stage))
    return wrong + ledger.problems(stage, repeats=False) + ([] if calm else ["not every channel was told once that it is calm"])


def calmed(stage, path):
    return sum(notes[0].body["kind"] == "calm" for notes in ledger.messages(stage, path).values())


def latency(load):
    found = [line for line in load.text().splitlines() if line.startswith("latency")]
    return " ".join(found[0].split()[1:]) if found else "no figures: " + load.text()[-300:]


def storm(stage, watch):
    """Raises all alerts evenly within a minute; returns how many seconds each event took."""
    parts = [stage.beside(storm_part, watch, part, time.monotonic()) for part in range(CLIENTS)]
    return [seconds for part in parts for seconds in part.result()]


def storm_part(stage, watch, part, began):
    client, seconds = Client(stage), []
    for number in range(part, stage.options.issues, CLIENTS):
        time.sleep(max(0.0, began + number * 0.98 * MINUTE / stage.options.issues - time.monotonic()))
        seconds.append(watch.raise_alert(client, number)[1])
    return seconds
