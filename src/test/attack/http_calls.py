"""Requests of a well-behaved client, and the bytes of one that is not. Only ever to this machine."""

import gzip
import http.client
import json
import re
import socket
import time

from processes import KEY, Failed

HOST = "127.0.0.1"
SECONDS = 20


def call(node, method, path, body=None, *, zipped=False, key=KEY, headers=None, seconds=SECONDS):
    """Status and body of one request on a connection of its own."""
    sent = {"x-sentry-auth": key} if key else {}
    if zipped:
        body = gzip.compress(body, 6)
        sent["Content-Encoding"] = "gzip"
    connection = http.client.HTTPConnection(HOST, node.port, timeout=seconds)
    try:
        connection.request(method, path, body, sent | (headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read()
    except TimeoutError:
        raise Failed(f"no answer to {method} {path} within {seconds} s") from None
    except (OSError, http.client.HTTPException) as broken:
        raise Failed(f"no answer to {method} {path}: {broken!r}") from None
    finally:
        connection.close()


def call_json(node, method, path, value=None, **more):
    body = None if value is None else json.dumps(value).encode()
    status, text = call(node, method, path, body, **more)
    try:
        return status, json.loads(text or b"null")
    except ValueError:
        raise Failed(f"{method} {path}: {status} with an answer that is no JSON") from None


def connect(port, seconds=SECONDS):
    return socket.create_connection((HOST, port), timeout=seconds)


def raw(port, sent, seconds=1.0):
    """What comes back for exactly these bytes until there is silence for `seconds`, and whether the other side closed."""
    with connect(port) as client:
        try:
            client.sendall(sent)
        except OSError:
            pass  # closed while it was being sent; what came back is read all the same
        first, closed = read_all(client, SECONDS, most=1)
        rest, closed = (b"", True) if closed else read_all(client, seconds)
        return first + rest, closed


def read_all(client, seconds, most=1 << 20):
    """What comes until the other side closes, `seconds` are over, or there are `most` bytes; and whether it closed."""
    got = b""
    deadline = time.monotonic() + seconds
    while len(got) < most and (left := deadline - time.monotonic()) > 0:
        client.settimeout(left)
        try:
            piece = client.recv(65536)
        except TimeoutError:
            return got, False
        except OSError:
            return got, True
        if not piece:
            return got, True
        got += piece
    return got, False


def statuses(got):
    """Of every answer in `got`, as numbers."""
    return [int(each) for each in re.findall(rb"HTTP/1\.[01] ([0-9]{3}) ", got)]


def head(method, path, *fields, version="1.1", host="Host: 127.0.0.1"):
    """The head of a request; `host` is None for none."""
    lines = [f"{method} {path} HTTP/{version}", *([host] if host is not None else []), *fields]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
