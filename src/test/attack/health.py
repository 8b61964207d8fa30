"""Asks a node for its health 20 times a second until the input ends, then prints each answer's time in ms, and what failed.
A process of its own, so that its clock does not wait for what else goes on in the attacker's. Argument: the port."""

import json
import sys
import threading
import time
from types import SimpleNamespace

sys.dont_write_bytecode = True

from http_calls import call  # noqa: E402
from processes import Failed  # noqa: E402


def main():
    node = SimpleNamespace(port=int(sys.argv[1]))
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    millis, failures = [], []
    while not over.wait(0.05):
        began = time.monotonic()
        try:
            status, _ = call(node, "GET", "/healthz", key=None)
            failures += [] if status == 200 else [f"/healthz answered {status}"]
        except Failed as failed:
            failures.append(str(failed))
        millis.append((time.monotonic() - began) * 1000)
    print(json.dumps({"millis": sorted(millis), "failures": failures}))


if __name__ == "__main__":
    main()
