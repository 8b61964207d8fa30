"""HTTP/2 without TLS, which nobody needs here: hundreds of requests over one connection."""

from http_calls import head, raw, statuses
from processes import Failed
from stage import Row

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"
UPGRADE = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")


def upgrade(port, method, path, body=b""):
    fields = (*UPGRADE, f"Content-Length: {len(body)}") if body else UPGRADE
    got, _ = raw(port, head(method, path, *fields) + body)
    if 101 in statuses(got) or SETTINGS[3:5] in got[:9]:
        raise Failed("the connection was upgraded")
    if not statuses(got):
        raise Failed(f"no answer: {got[:80]!r}")


def prior_knowledge(port):
    got, closed = raw(port, PREFACE + SETTINGS)
    if got and not got.startswith((b"HTTP/1.", b"HTTP/2.0 400 ")):  # A refusal in text repeats the version that it was asked for.
        raise Failed(f"answered by HTTP/2: {got[:40]!r}")
    if not closed:
        raise Failed("the connection was kept")


def rows():
    return [
        Row("http2/upgrade", lambda stage: upgrade(stage.node().port, "GET", "/healthz")),
        Row("http2/upgrade-sign-in", lambda stage: upgrade(stage.node().port, "POST", "/api/v1/auth/login", b"{}")),
        Row("http2/upgrade-websocket-port", lambda stage: upgrade(stage.node().ws_port, "GET", "/ingest")),
        Row("http2/prior-knowledge", lambda stage: prior_knowledge(stage.node().port)),
        Row("http2/prior-knowledge-websocket-port", lambda stage: prior_knowledge(stage.node().ws_port)),
    ]
