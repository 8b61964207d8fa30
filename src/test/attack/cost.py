"""The promise about CPU: whatever an event holds, taking it and showing it costs the node little, and nobody else anything."""

import itertools
import json
import statistics

import good
from http_calls import call
from processes import Failed
from stage import Row

SERIAL = itertools.count(1)


def row(name, event, *, in_short=True, probe=None, native=None, sentry=None):
    """
    An attack by one event.

    event -- makes it of a serial number, so that no cache knows it: an object, or the bytes of one
    probe -- makes a small form of it, sent first: when that is dear already, the whole would only take longer
    native -- the only status that Mesher's own endpoint may answer; any below 500 when None
    sentry -- "noted" when Sentry's endpoint must take it with a note on the stored event
    """
    return Row(name, lambda stage: attack(stage, event, probe, native, sentry), in_short)


def encoded(event):
    return event if isinstance(event, bytes) else json.dumps(event, ensure_ascii=False).encode()


def attack(stage, event, probe, native, sentry):
    node = stage.node(warm=True)
    figures = []
    if probe is not None:
        measured(stage, node, 1, lambda: single(node, encoded(probe(next(SERIAL))), None))
    with good.Beside(node):
        ids = []
        cost = measured(stage, node, stage.times, lambda: ids.append(single(node, encoded(event(next(SERIAL))), native)))
        figures.append(f"event {cost:.0f} ms")
        stored = [each for each in ids if each]
        if stored:
            figures.append(f"GET {shown(stage, node, stored):.0f} ms")
        cost = measured(stage, node, stage.times, lambda: bulk(node, encoded(event(next(SERIAL)))))
        figures.append(f"bulk {cost:.0f} ms")
        ids = []
        cost = measured(stage, node, stage.times, lambda: ids.append(store(node, encoded(sentry_form(event(next(SERIAL)))))))
        figures.append(f"store {cost:.0f} ms")
        if ids[-1]:
            figures.append(f"GET {shown(stage, node, ids):.0f} ms")
        if sentry == "noted":
            noted(node, ids[-1])
    return ", ".join(figures)


def measured(stage, node, times, once):
    """Median CPU of the node, in ms, after one that is not counted; ends early when it is far past the bound."""
    costs = []
    for turn in range(times + 1):
        before = node.cpu_ms()
        once()
        cost = node.cpu_ms() - before
        if cost > 8 * stage.bound_ms:
            raise Failed(f"one request cost the node {cost:.0f} ms of CPU")
        if turn > 0:
            costs.append(cost)
    median = statistics.median(costs)
    if median > stage.bound_ms:
        raise Failed(f"a request costs the node {median:.0f} ms of CPU")
    return median


def single(node, body, wanted):
    """The id of the stored event; None when it was refused."""
    status, answer = call(node, "POST", "/api/v1/events", body, zipped=True)
    if status >= 500 or (wanted is not None and status != wanted):
        raise Failed(f"the event got {status} {answer[:200]!r}" + (f", not {wanted}" if wanted else ""))
    return json.loads(answer)["id"] if status == 202 else None


def bulk(node, body):
    """The event between two good ones, which must be accepted."""
    neighbour = [encoded(good.event()) for _ in range(2)]
    status, answer = call(node, "POST", "/api/v1/events/bulk", b"[%b,%b,%b]" % (neighbour[0], body, neighbour[1]), zipped=True)
    if status != 202:
        raise Failed(f"a bulk with good events got {status} {answer[:200]!r}")
    results = json.loads(answer)["results"]
    if [results[0]["status"], results[2]["status"]] != ["accepted"] * 2:
        raise Failed(f"a bulk's good events were refused: {answer[:200]!r}")


def store(node, body):
    status, answer = call(node, "POST", "/api/1/store/", body, zipped=True)
    if status >= 500:
        raise Failed(f"Sentry's store got {status} {answer[:200]!r}")
    return json.loads(answer).get("id") if status == 200 else None


def shown(stage, node, ids):
    turns = itertools.cycle(ids)
    return measured(stage, node, stage.times, lambda: show(node, next(turns)))


def show(node, event_id):
    status, answer = call(node, "GET", f"/api/v1/events/{event_id}", key=None)
    if status != 200:
        raise Failed(f"GET of the event answered {status} {answer[:200]!r}")
    return json.loads(answer)["event"]


def noted(node, event_id):
    if event_id is None or not show(node, event_id).get("notes"):
        raise Failed("Sentry's store did not take the event with a note")


def sentry_form(event):
    """What of an event has another name in Sentry's format."""
    if isinstance(event, bytes):
        return event
    form = {name: value for name, value in event.items() if name not in ("stacktrace", "exceptions")}
    links = event.get("exceptions") or [{"type_name": "E", "value": "v", "stacktrace": event.get("stacktrace", [])}]
    form["exception"] = {"values": [
        {"type": link.get("type_name"), "value": link.get("value"), "mechanism": link.get("mechanism"),
         "stacktrace": {"frames": [
             {("function" if name == "function_name" else name): value for name, value in frame.items()}
             for frame in link.get("stacktrace", [])]}}
        for link in links]}
    return form
