"""What a client that means well sends and asks, beside an attack."""

import itertools
import json
import threading
import time

from http_calls import call, call_json
from processes import Failed

SERIAL = itertools.count(1)

# A loop that an attack holds for seconds shows here; the machine's own hiccups do not.
HEALTH_SECONDS = 1.0


def event(tag="good"):
    number = next(SERIAL)
    return {
        "message": f"order {number} could not be delivered",
        "platform": "python",
        "tags": {"run": tag, "serial": str(number)},
        "exception": {"type_name": "DeliveryError", "value": f"order {number}"},
        "stacktrace": [{"filename": "shop/orders.py", "function_name": "deliver", "lineno": 42, "in_app": True}],
    }


def send(node, key=None):
    """One good event; fails unless it is accepted."""
    status, answer = call_json(node, "POST", "/api/v1/events", event(), **({"key": key} if key else {}))
    if status != 202 or answer.get("status") != "accepted":
        raise Failed(f"a good event got {status} {json.dumps(answer)[:200]}")


def warm_up(node, seconds=4):
    """Has the node compile what every request goes through, so that the compiler's time is not taken for the attack's."""
    deadline = time.monotonic() + seconds
    large = json.dumps([event("warm") | {"extra": {"text": "x" * 20_000}} for _ in range(40)]).encode()
    while time.monotonic() < deadline:
        send(node)
        call(node, "POST", "/api/v1/events/bulk", large, zipped=True)
        call(node, "POST", "/api/1/store/", json.dumps(event("warm")).encode())


class Beside:
    """Good events, and questions after the node's health, as long as the block runs. Fails at its end when one went wrong."""

    def __init__(self, node, events=True, key=None, health_seconds=HEALTH_SECONDS):
        self.node, self.events, self.key, self.health_seconds = node, events, key, health_seconds
        self.sent, self.slowest, self.problem = 0, 0.0, None
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(each,)) for each in (self.good, self.health)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, kind, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()
        if kind is None and self.problem:
            raise Failed(f"{self.problem}, beside the attack")
        if kind is None and self.slowest > self.health_seconds:
            raise Failed(f"/healthz took {self.slowest * 1000:.0f} ms beside the attack")

    def run(self, once):
        while not self.over.is_set() and not self.problem:
            try:
                once()
            except Failed as failed:
                self.problem = str(failed)
            self.over.wait(0.05)

    def good(self):
        if self.events:
            send(self.node, self.key)
            self.sent += 1

    def health(self):
        began = time.monotonic()
        status, _ = call(self.node, "GET", "/healthz", key=None)
        self.slowest = max(self.slowest, time.monotonic() - began)
        if status != 200:
            raise Failed(f"/healthz answered {status}")
