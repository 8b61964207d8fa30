"""Three nodes with one seed take events that raise alerts, and none fails: each alert is told once, and no channel hears two
at the same time, although it is slow to answer."""

import time

import ledger
from client import Client

PROJECTS = 20
CHANNELS = 4
ANSWER_SECONDS = 0.3


def show(stage):
    stage.start(1, 2, 3)
    paths = [f"on-call-{number}" for number in range(CHANNELS)]
    for path in paths:
        stage.channel(path)
        stage.receiver.answers(path, seconds=ANSWER_SECONDS)
    clients = [Client(stage, turn) for turn in range(3)]
    for number in range(PROJECTS):
        watch = stage.watch(paths[number % CHANNELS], paths[(number + 1) % CHANNELS])
        for client in clients:
            watch.raise_alert(client)
    time.sleep(10)
    for watch in stage.watches:
        for client in clients:
            watch.raise_alert(client)
    in_time = stage.wait_for(lambda: ledger.all_told(stage), 120)
    stage.wait_for(lambda: all(ledger.delivered(stage, path) for path in paths), 20)
    stage.say(ledger.summary(stage))
    return ledger.problems(stage, repeats=False) + ([] if in_time else ["not all was told within two minutes"])
