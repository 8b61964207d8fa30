"""The one of three nodes that is sending a message is killed with -9, several times, while alerts are raised. Each alert is
told; the message that was being sent is sent again with the same id."""

import signal
import threading
import time
from pathlib import Path

import ledger
from client import Client
from processes import Failed

CHANNELS = 5
HOLD_SECONDS = 2


def show(stage):
    stage.start(1, 2, 3)
    paths = [f"on-call-{number}" for number in range(CHANNELS)]
    for path in paths:
        stage.channel(path)
        stage.receiver.answers(path, seconds=HOLD_SECONDS)
    over = threading.Event()
    raised = stage.beside(raise_alerts, paths, over)
    broken_off = []
    try:
        for _ in range(stage.options.kills):
            broken_off.append(kill_sender(stage))
            time.sleep(5)
    finally:
        over.set()
    raised.result()
    in_time = stage.wait_for(lambda: ledger.all_told(stage), 240)
    stage.wait_for(lambda: all(ledger.delivered(stage, path) for path in paths), 90)
    stage.say(ledger.summary(stage))
    wrong = ledger.problems(stage, repeats=True)
    notes = stage.receiver.all()
    wrong += [f"{note.id} was being sent by a node that was killed, and was not sent again" for note in broken_off
              if not any(each.id == note.id and each.told for each in notes)]
    return wrong + ([] if in_time else ["not all was told within four minutes"])


def raise_alerts(stage, paths, over):
    """An alert in a new project each second, and another one in an older project. An event that a killed node did not
    acknowledge is sent to another node."""
    number = 0
    while not over.is_set():
        try:
            watch = stage.watch(paths[number % CHANNELS])
        except Failed:  # the node that is asked was killed
            over.wait(1)
            continue
        watch.raise_alert(Client(stage, number))
        stage.watches[number // 2].raise_alert(Client(stage, number + 1))
        number += 1
        over.wait(1)


def kill_sender(stage):
    """Kills the node that is sending a message now, and starts it again; returns the note of that message."""
    caught = []
    def held(note):
        number = sender(stage, note.port)
        if not caught and number:
            caught.append((number, note))
            stage.nodes[number].process.send_signal(signal.SIGKILL)
    stage.receiver.held = held
    if not stage.wait_for(lambda: caught, 60):
        raise Failed("nobody sent a message within a minute")
    stage.receiver.held = None
    number, note = caught[0]
    stage.nodes[number].process.wait()
    stage.say(f"kill -9 of node {number}, which was sending {note.id}")
    stage.start(number)
    return note


def sender(stage, port):
    """The number of the node that has a connection from this port."""
    inodes = {f"socket:[{fields[9]}]" for fields in table() if int(fields[1].split(":")[1], 16) == port}
    for number, node in stage.nodes.items():
        for each in Path(f"/proc/{node.pid}/fd").glob("*") if node.alive() else []:
            try:
                if str(each.readlink()) in inodes:
                    return number
            except OSError:
                pass  # closed meanwhile
    return None


def table():
    return [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
