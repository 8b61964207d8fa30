"""What the showings ask of a node and send to it."""

import http.client
import json
import time
import uuid

from http_calls import call_json
from processes import Failed


def ask(node, method, path, body=None):
    status, answer = call_json(node, method, path, body, key=None, headers={"Content-Type": "application/json"})
    if status not in (200, 201):
        raise Failed(f"{method} {path} got {status}: {json.dumps(answer)[:300]}")
    return answer


class Client:
    """Sends events on a connection that it keeps; when a node does not take one, to the next node. Used by one thread."""

    def __init__(self, stage, turn=0):
        self.stage, self.turn, self.connection = stage, turn, None

    def event(self, key, title, fingerprint, give_up_seconds=90):
        """Sends until it is acknowledged, always as the same event; returns how many seconds the last request took."""
        body = json.dumps({"event_id": str(uuid.uuid4()), "message": title, "fingerprint": fingerprint, "platform": "python",
                           "release": "4.18.2", "tags": {"host": "pod-7"}})
        deadline = time.monotonic() + give_up_seconds
        while True:
            began = time.monotonic()
            try:
                status, answer = self.post(key, body)
                if status == 202:
                    return time.monotonic() - began
            except (OSError, http.client.HTTPException) as broken:
                status, answer = None, repr(broken)
            self.turn, self.connection = self.turn + 1, None
            if self.stage.over or time.monotonic() > deadline:
                raise Failed(f"an event was not accepted: {status} {answer}")
            time.sleep(0.2)

    def post(self, key, body):
        if self.connection is None:
            nodes = [self.stage.nodes[number] for number in sorted(self.stage.nodes)]
            port = nodes[self.turn % len(nodes)].port
            self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.connection.request("POST", "/api/v1/events", body, {"x-sentry-auth": key, "Content-Type": "application/json"})
        answer = self.connection.getresponse()
        return answer.status, answer.read()
