"""A receiver answers 500 for a while. Then all is delivered, with the ids of the tries that failed."""

import time

import ledger
from client import Client

PROJECTS = 10


def show(stage):
    minutes = stage.options.failing_minutes
    stage.start(1)
    stage.channel("on-call")
    stage.receiver.answers("on-call", status=500)
    client, began = Client(stage), time.monotonic()
    for number in range(PROJECTS):
        watch = stage.watch("on-call")
        watch.raise_alert(client)
        time.sleep(min(minutes * 6, 5))
    time.sleep(max(0.0, began + minutes * 60 - time.monotonic()))
    refused = {note.id for note in stage.receiver.all()}
    stage.say(f"after {minutes:g} minutes of 500: {ledger.summary(stage)}")
    stage.receiver.answers("on-call")
    answers = time.monotonic()
    # The longest pause between two tries is twice as long as all pauses before it.
    in_time = stage.wait_for(lambda: ledger.all_told(stage), minutes * 120 + 60)
    stage.say(f"all was told {time.monotonic() - answers:.0f} s after it answered again: {ledger.summary(stage)}")
    stage.wait_for(lambda: ledger.delivered(stage, "on-call"), 30)
    wrong = ledger.problems(stage, repeats=True)
    taken = {note.id for note in stage.receiver.all() if note.told}
    wrong += [f"message {id} was refused and never delivered" for id in refused - taken]
    wrong += [f"message {id} was delivered twice" for id, notes in ledger.messages(stage, "on-call").items()
              if sum(note.told for note in notes) > 1]
    if len(refused) < PROJECTS:
        wrong.append(f"only {len(refused)} messages were tried while the receiver failed")
    return wrong + ([] if in_time else ["not all was told in time"])
