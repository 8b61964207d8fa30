"""Thousands of connections of people without a key, each with a body that does not end."""

import socket
import time

import good
from http_calls import connect, head
from processes import KEY, Failed
from stage import Row

MANY, FEW = 7_500, 1_500

# Connections that come together: more only fill the queue of the system, which is not what this is about.
AT_ONCE = 75

# Beside a crowd, and the collections by which the heap is measured.
HEALTH_SECONDS = 3.0

# More than this a crowd of strangers must not take of a heap of 512 MB.
HEAP_MB = 120
HOLD_SECONDS, SHORT_HOLD_SECONDS = 8, 3


def crowd(node, count, sent):
    """Open connections that have sent this, or as much of it as the node takes."""
    clients = []
    for number in range(count):
        if number % AT_ONCE == 0:
            time.sleep(0.05)
        try:
            client = connect(node.port, 5)
        except OSError:
            continue  # a refused connection is the node's good right
        clients.append(client)
        client.setblocking(False)
        try:
            client.send(sent)
        except OSError:
            pass
    return clients


def open_still(clients):
    held = 0
    for client in clients:
        try:
            while client.recv(65536):
                pass
        except BlockingIOError:
            held += 1
        except OSError:
            pass
    return held


def silent(stage, sent):
    """While they hang, others are served, and the heap does not grow by what they have sent."""
    node = stage.node()
    heap = node.live_heap_mb()
    clients = []
    try:
        with good.Beside(node, health_seconds=HEALTH_SECONDS):
            clients = crowd(node, FEW if stage.short else MANY, sent)
            time.sleep(SHORT_HOLD_SECONDS if stage.short else HOLD_SECONDS)
            grown = node.live_heap_mb() - heap
        held = open_still(clients)
    finally:
        close(clients)
    if grown > HEAP_MB * (FEW / MANY if stage.short else 1) + 20:
        raise Failed(f"{len(clients)} silent clients hold {grown:.0f} MB of the heap")
    return f"{len(clients)} clients, {held} still open, heap {grown:+.0f} MB, RSS {node.rss_mb():.0f} MB"


def close(clients):
    for client in clients:
        try:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        except OSError:
            pass
        client.close()


def announced(path, length, body, *fields):
    return head("POST", path, f"Content-Length: {length}", *fields) + body


def chunked(path, body, *fields):
    return head("POST", path, "Transfer-Encoding: chunked", *fields) + b"%x\r\n" % (len(body) + 10) + body


def forms():
    long, small = b"x" * 65_000, b'{"email":"' + b"x" * 3_900
    return {
        "sign-in": announced("/api/v1/auth/login", 65_536, long),
        "sign-in-small": announced("/api/v1/auth/login", 4_000, small),
        "sign-in-chunked": chunked("/api/v1/auth/login", long),
        "sign-out": announced("/api/v1/auth/logout", 65_536, long),
        "tokens": announced("/api/v1/tokens", 65_536, long, "Authorization: Bearer mses_wrong"),
        "settings": chunked("/api/v1/projects/default/settings", long),
        "envelope": chunked("/api/1/envelope/", b"{}" + b" " * 60_000),
        "wrong-key": announced("/api/v1/events", 65_536, long, "x-sentry-auth: mshr_wrong"),
        "unknown-path": chunked("/nowhere", long),
        "get-with-body": head("GET", "/healthz", "Content-Length: 65536") + long,
        "known-key": announced("/api/v1/events", 4_000, small, f"x-sentry-auth: {KEY}"),
    }


def rows():
    in_short = ("sign-in", "sign-in-chunked", "envelope")
    return [
        Row(f"strangers/{name}", lambda stage, sent=sent: silent(stage, sent), in_short=name in in_short)
        for name, sent in forms().items()
    ]
