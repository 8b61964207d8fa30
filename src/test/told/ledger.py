"""Compares what was raised with what the receiver noted."""

from collections import defaultdict

from client import ask

GATHERING = ("first", "digest")


def messages(stage, path):
    """The notes of a path by the message's id, each id's in the order of time."""
    found = defaultdict(list)
    for note in stage.receiver.all():
        if note.path == path:
            found[note.id].append(note)
    return found


def told(stage, watch, path):
    """How many of the project's issues are listed or counted in messages that the receiver took."""
    return sum(
        len(notes[0].body["issues"]) + notes[0].body["more"]
        for notes in messages(stage, path).values()
        if notes[0].body["project"]["id"] == watch.project
        and notes[0].body["kind"] in GATHERING and any(note.told for note in notes))


def all_told(stage, paths=None):
    return all(told(stage, watch, path) >= len(watch.accepted)
               for watch in stage.watches for path in paths or watch.paths)


def delivered(stage, path):
    """Whether the server says so of each message of the channel that it has begun to send."""
    return all(message["delivered_at"] for message in listed(stage, path) if message["attempt"])


def listed(stage, path):
    """The messages of a channel as the server lists them."""
    found, cursor = [], ""
    while True:
        page = ask(stage.one, "GET", f"/api/v1/channels/{stage.channels[path]}/deliveries?limit=100{cursor}")
        found += page["data"]
        if not page["has_more"]:
            return found
        cursor = f"&cursor={page['next_cursor']}&cursor_id={page['next_cursor_id']}"


def problems(stage, repeats):
    """All that is wrong. `repeats` says whether a message may have come more than once."""
    paths = sorted({path for watch in stage.watches for path in watch.paths})
    notes = [note for note in stage.receiver.all() if note.path in paths]
    wrong = [f"a request to {note.path} has {note.problem}" for note in notes if note.problem]
    for path in paths:
        wrong += of_channel(stage, path, repeats)
        for watch in stage.watches:
            if path in watch.paths:
                wrong += of_issues(stage, watch, path)
    return wrong


def of_channel(stage, path, repeats):
    found = messages(stage, path)
    wrong = [f"{path}: message {id} came {len(notes)} times" for id, notes in found.items() if len(notes) > 1 and not repeats]
    wrong += [f"{path}: message {id} said something else when it was repeated" for id, notes in found.items()
              if len({note.text for note in notes}) > 1]
    in_order = sorted((note for notes in found.values() for note in notes), key=lambda note: note.at)
    wrong += [f"{path}: {after.id} came while {before.id} was still being sent" for before, after in zip(in_order, in_order[1:])
              if before.until is None or after.at < before.until]
    tried = {message["id"] for message in listed(stage, path) if message["attempt"]}
    wrong += [f"{path}: the server has sent message {id}, which never arrived" for id in tried - set(found)]
    wrong += [f"{path}: message {id} arrived, which the server does not know" for id in set(found) - tried]
    return wrong


def of_issues(stage, watch, path):
    titles = [issue["title"] for notes in messages(stage, path).values() for issue in notes[0].body["issues"]
              if notes[0].body["project"]["id"] == watch.project and notes[0].body["kind"] in GATHERING]
    wrong = []
    if len(set(titles)) < len(titles):
        wrong.append(f"{path}: {len(titles) - len(set(titles))} issues are listed in two messages")
    if unknown := set(titles) - set(watch.accepted):
        wrong.append(f"{path}: issues are listed that nobody raised: {sorted(unknown)[:3]}")
    count = told(stage, watch, path)
    if count != len(watch.accepted):
        wrong.append(f"{path}: {len(watch.accepted)} new issues, {count} are listed or counted in a message")
    return wrong


def summary(stage):
    """What was counted, in one line."""
    paths = {path for watch in stage.watches for path in watch.paths}
    notes = [note for note in stage.receiver.all() if note.path in paths]
    ids = {note.id for note in notes}
    return (f"{sum(len(watch.accepted) for watch in stage.watches):,} new issues in {len(stage.watches)} projects,"
            f" {len(paths)} channels: {len(ids)} messages in {len(notes)} requests, {len(notes) - len(ids)} of them repeats")


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]
