"""A few clients with bodies of many MB each that never end: they must not use up the room for everybody."""

import socket
import threading
import time

import good
from http_calls import call_json, connect, head, read_all, statuses
from processes import KEY, Failed
from stage import Row

CLIENTS, MEGABYTES = 3, 40
HOLD_SECONDS, SHORT_HOLD_SECONDS = 8, 4
PIECE = b"x" * 65_536


def flood(client, sent, megabytes, seconds=10):
    """The head and then chunks, as far as the other side takes them."""
    client.settimeout(seconds)
    try:
        client.sendall(sent)
        for _ in range(megabytes * 16):
            client.sendall(b"%x\r\n%b\r\n" % (len(PIECE), PIECE))
    except OSError:
        pass


def silent(stage, sent, clients=CLIENTS, megabytes=MEGABYTES, other_project=False):
    node = stage.node()
    key = another_project(node) if other_project else None
    opened = [connect(node.port) for _ in range(clients)]
    try:
        with good.Beside(node, key=key) as beside:
            senders = [threading.Thread(target=flood, args=(each, sent, megabytes)) for each in opened]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
            time.sleep(SHORT_HOLD_SECONDS if stage.short else HOLD_SECONDS)
        return f"{beside.sent} good events beside them"
    finally:
        for client in opened:
            client.close()


def another_project(node):
    slug = f"other-{time.monotonic_ns()}"
    status, project = call_json(node, "POST", "/api/v1/orgs/default/projects", {"name": slug, "slug": slug}, key=None)
    if status != 201:
        raise RuntimeError(f"no project can be made: {status} {project}")
    status, key = call_json(node, "POST", f"/api/v1/projects/{slug}/api-keys", {"label": "attack"}, key=None)
    if status != 201:
        raise RuntimeError(f"no key can be made: {status} {key}")
    good_key = key["key_value"]
    deadline = time.monotonic() + 5
    while True:  # a new key is known within a second
        try:
            good.send(node, good_key)
            return good_key
        except Failed:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def chunked(path, begun, *fields):
    head_bytes = head("POST", path, "Transfer-Encoding: chunked", *fields)
    return head_bytes + (b"%x\r\n%b\r\n" % (len(begun), begun) if begun else b"")


def refused_early(stage, sent, wanted):
    """Who brings no key is answered before all of a large body was read."""
    node = stage.node()
    with connect(node.port) as client:
        flooding = threading.Thread(target=flood, args=(client, sent, MEGABYTES, 5))
        flooding.start()
        got, _ = read_all(client, 8)
        try:
            client.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        flooding.join()
    if not statuses(got) or statuses(got)[0] not in wanted:
        raise Failed(f"answered {statuses(got) or 'nothing'}, not {wanted}")


def rows():
    item = b'{"type":"attachment","length":41000000,"filename":"a"}\n'
    dsn = b'{"dsn":"http://%b@127.0.0.1/1"}\n' % KEY.encode()
    strange = b'{"dsn":"http://mshr_wrong@127.0.0.1/1"}\n'
    path = "/api/1/envelope/"
    keyed = f"x-sentry-auth: {KEY}"
    return [
        Row("bodies/keyless-envelope", lambda stage: silent(stage, chunked(path, b"{}\n" + item))),
        Row("bodies/keyless-head", lambda stage: silent(stage, chunked(path, b"")), in_short=False),
        Row("bodies/keyless-many", lambda stage: silent(stage, chunked(path, b"{}\n" + item), 40, 4), in_short=False),
        Row("bodies/unknown-key", lambda stage: silent(stage, chunked(path, strange + item)), in_short=False),
        Row("bodies/keyless-gzip", lambda stage: silent(stage, chunked(path, b"", "Content-Encoding: gzip")), in_short=False),
        Row("bodies/keyless-announced", lambda stage: silent(
            stage, head("POST", path, "Content-Length: 40000000") + b"{}\n" + item), in_short=False),
        Row("bodies/known-key-in-body", lambda stage: silent(
            stage, chunked(path, dsn + item), other_project=True), in_short=False),
        Row("bodies/known-key", lambda stage: silent(stage, chunked(path, b"{}\n" + item, keyed), other_project=True)),
        Row("bodies/known-key-bulk", lambda stage: silent(
            stage, chunked("/api/v1/events/bulk", b"[", keyed), 30, 4, other_project=True), in_short=False),
        Row("bodies/refused-without-key", lambda stage: refused_early(stage, chunked(path, b"{}\n" + item), (401,))),
        Row("bodies/refused-unknown-key", lambda stage: refused_early(stage, chunked(path, strange + item), (401,))),
        Row("bodies/refused-endless-head", lambda stage: refused_early(stage, chunked(path, b""), (400, 401, 413))),
    ]
