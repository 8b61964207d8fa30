"""A Host that is none, and requests that break off: refused as what they are, and no error of the node's."""

import itertools
import json
import socket
import struct
import time

import good
from http_calls import connect, head, raw, statuses
from processes import KEY, Failed
from stage import Row

BAD = {
    "user": "Host: a@b",
    "blank": "Host: a b",
    "none": None,
    "two": "Host: 127.0.0.1\r\nHost: localhost",
    "slash": "Host: a/b",
    "port": "Host: 127.0.0.1:99999999",
    "letters-for-port": "Host: 127.0.0.1:http",
    "bracket": "Host: [::1",
    "list": "Host: 127.0.0.1, localhost",
    "control": "Host: a\x01b",
    "query": "Host: a?b",
}
PATHS = ("/healthz", "/api/v1/projects/default/settings", "/api/v1/events", "/")


def refused(stage, host):
    for path in PATHS:
        method = "POST" if path.endswith("events") else "GET"
        fields = (f"x-sentry-auth: {KEY}", "Content-Length: 2") if method == "POST" else ()
        got, _ = raw(stage.node().port, head(method, path, *fields, host=host) + (b"{}" if fields else b""))
        if statuses(got) != [400]:
            raise Failed(f"{path} answered {statuses(got) or got[:80]!r}, not 400")


def old_http(stage):
    """HTTP/1.0 has no Host."""
    body = json.dumps(good.event()).encode()
    fields = (f"x-sentry-auth: {KEY}", f"Content-Length: {len(body)}")
    got, _ = raw(stage.node().port, head("POST", "/api/v1/events", *fields, version="1.0", host=None) + body)
    if statuses(got) != [202]:
        raise Failed(f"an event by HTTP/1.0 got {statuses(got) or got[:80]!r}")
    got, _ = raw(stage.node().port, head("GET", "/api/v1/projects/default/settings", version="1.0", host=None))
    if statuses(got) != [401]:
        raise Failed(f"settings by HTTP/1.0 without Host answered {statuses(got) or got[:80]!r}, not 401")


def broken_off(stage, path):
    """By a reset or an end in the middle of the body: nobody's fault but the client's."""
    before = len(stage.node().text())
    for cut, reset in itertools.product((0, 10, 500), (True, False)):
        with connect(stage.node().port) as client:
            fields = (f"x-sentry-auth: {KEY}", "Content-Length: 1000")
            client.sendall(head("POST", path, *fields) + b'{"email":"a@example.org"'.ljust(cut)[:cut])
            time.sleep(0.05)  # so that the node is in the middle of it
            if reset:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with good.Beside(stage.node()) as beside:
        beside.over.wait(0.5)
    blamed = [line for line in stage.node().text()[before:].splitlines() if " WARN " in line or " ERROR " in line]
    if blamed:
        raise Failed(f"the node logged {blamed[0][:200]}")


def rows():
    return [
        *(Row(f"hosts/{name}", lambda stage, host=host: refused(stage, host)) for name, host in BAD.items()),
        Row("hosts/http-1.0", old_http),
        *(Row(f"hosts/broken-off/{path.strip('/').split('/')[-1]}", lambda stage, path=path: broken_off(stage, path))
          for path in ("/api/v1/auth/login", "/api/v1/events", "/api/1/envelope/", "/api/v1/tokens")),
    ]
