"""Clients that are there but hardly send: each has its time, and then its connection ends."""

import time

import good
from http_calls import connect, head, read_all, statuses
from processes import KEY, Failed
from stage import Row

COUNT = 40

# Ten seconds for a head and thirty for a body, and what a busy machine adds.
HEAD_SECONDS, BODY_SECONDS = 14, 40

UNFINISHED = b"POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "


def drip(stage, begun, piece, seconds):
    """All begin at once and send a piece a second; within `seconds` the node has ended each of them, answer or not."""
    node = stage.node()
    open_clients = [connect(node.port) for _ in range(COUNT)]
    began = time.monotonic()
    with good.Beside(node):
        for client in open_clients:
            client.sendall(begun)
            client.settimeout(0.001)
        while open_clients and time.monotonic() - began < seconds:
            time.sleep(1)
            open_clients = [client for client in open_clients if goes_on(client, piece)]
    for client in open_clients:
        client.close()
    if open_clients:
        raise Failed(f"{len(open_clients)} of {COUNT} are still connected after {seconds} s")
    return f"the last ended after {time.monotonic() - began:.0f} s"


def goes_on(client, piece):
    try:
        while client.recv(65536):
            pass
        client.close()
        return False
    except TimeoutError:
        pass
    except OSError:
        return False
    try:
        client.sendall(piece)
        return True
    except OSError:
        return False


def idle(stage):
    """A kept connection that asks for nothing is no unfinished head."""
    with connect(stage.node().port) as client:
        for pause in (HEAD_SECONDS, 0):
            client.sendall(head("GET", "/healthz"))
            got, closed = read_all(client, 1)
            if statuses(got) != [200] or closed:
                raise Failed(f"answered {statuses(got)}" + (" and closed" if closed else ""))
            time.sleep(pause)


def rows():
    keyed = head("POST", "/api/v1/events", "Content-Length: 1000", f"x-sentry-auth: {KEY}") + b"{"
    return [
        Row("slow/head", lambda stage: drip(stage, UNFINISHED, b"a", HEAD_SECONDS)),
        Row("slow/head-silent", lambda stage: drip(stage, UNFINISHED, b"", HEAD_SECONDS), in_short=False),
        Row("slow/head-line", lambda stage: drip(stage, b"GET /", b"a", HEAD_SECONDS), in_short=False),
        Row("slow/second-head", lambda stage: drip(
            stage, head("GET", "/healthz") + UNFINISHED, b"a", HEAD_SECONDS), in_short=False),
        Row("slow/idle", idle, in_short=False),
        Row("slow/body", lambda stage: drip(stage, keyed, b" ", BODY_SECONDS), in_short=False),
        Row("slow/body-sign-in", lambda stage: drip(
            stage, head("POST", "/api/v1/auth/login", "Content-Length: 1000") + b"{", b" ", BODY_SECONDS), in_short=False),
        Row("slow/body-keyless", lambda stage: drip(
            stage, head("POST", "/api/1/envelope/", "Content-Length: 1000") + b"{", b" ", BODY_SECONDS), in_short=False),
        Row("slow/body-settings", lambda stage: drip(
            stage, head("POST", "/api/v1/projects/default/settings", "Content-Length: 1000") + b"{", b" ", BODY_SECONDS),
            in_short=False),
    ]
