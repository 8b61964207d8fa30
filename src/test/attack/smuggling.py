"""Requests whose end two readers see in different places, with another request hidden in what follows."""

import json

import good
from http_calls import head, raw, statuses
from processes import KEY, Failed
from stage import Row

HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Hidden: yes\r\n\r\n"
CLENGTH = "Content-Length: {length}"

# The fields that frame the body; {length} is the true one. The first four are those of the issue.
FORMS = {
    "length-and-chunked": (CLENGTH, "Transfer-Encoding: chunked"),
    "chunked-identity": ("Transfer-Encoding: chunked, identity",),
    "gzip-chunked": ("Transfer-Encoding: gzip, chunked",),
    "two-lines": ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
    "two-lines-chunked": ("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
    "two-lines-reversed": ("Transfer-Encoding: identity", "Transfer-Encoding: chunked"),
    "chunked-and-length": ("Transfer-Encoding: chunked", CLENGTH),
    "identity": ("Transfer-Encoding: identity", CLENGTH),
    "gzip": ("Transfer-Encoding: gzip", CLENGTH),
    "unknown": ("Transfer-Encoding: xchunked", CLENGTH),
    "parameter": ("Transfer-Encoding: chunked;q=1",),
    "empty": ("Transfer-Encoding:", CLENGTH),
    "vertical-tab": ("Transfer-Encoding: \x0bchunked",),
    "twice-chunked": ("Transfer-Encoding: chunked, chunked",),
    "comma": ("Transfer-Encoding: chunked,",),
    "quoted": ('Transfer-Encoding: "chunked"',),
    "blank-before-colon": ("Transfer-Encoding : chunked", CLENGTH),
    "folded": ("Transfer-Encoding:\r\n chunked", CLENGTH),
    "two-lengths": (CLENGTH, "Content-Length: 1"),
    "length-list": ("Content-Length: {length}, 1",),
    "length-plus": ("Content-Length: +{length}",),
    "length-minus": ("Content-Length: -1",),
    "length-hexadecimal": ("Content-Length: 0x10",),
    "no-colon": (CLENGTH, "Transfer-Encoding chunked"),
    "nul": (CLENGTH, "X-A: a\x00b"),
}
IN_SHORT = list(FORMS)[:4]


def request(path, fields, version="1.1"):
    """The body is chunked where any reader may take it so, and the hidden request comes after its end."""
    event = json.dumps(good.event() | {"email": "a@example.org", "password": "x"}).encode()
    chunked = any("chunked" in each for each in fields)
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(event), event) if chunked else event
    filled = [each.format(length=len(body)) for each in fields]
    return head("POST", path, f"x-sentry-auth: {KEY}", *filled, version=version) + body + HIDDEN


def refused(port, sent):
    got, closed = raw(port, sent)
    seen = statuses(got)
    if len(seen) > 1:
        raise Failed(f"the hidden request was answered: {seen}")
    if seen != [400]:
        raise Failed(f"answered {seen or got[:80]!r}, not 400" + ("" if closed else ", and the connection was kept"))
    if not closed:
        raise Failed("a 400, but the connection was kept")


def bad_chunks(size):
    """A body whose chunk says no length that everybody reads alike."""
    return head("POST", "/api/v1/events", f"x-sentry-auth: {KEY}", "Transfer-Encoding: chunked") + size + HIDDEN


def never_two(port, sent):
    """What is broken only within the body may be refused or wait for its end, but nothing behind it is answered."""
    got, closed = raw(port, sent)
    seen = statuses(got)
    if len(seen) > 1 or any(200 <= each < 300 for each in seen):
        raise Failed(f"answered {seen}")
    if seen and not closed:
        raise Failed(f"{seen}, but the connection was kept")


def rows():
    made = []
    for name, fields in FORMS.items():
        paths = ("/api/v1/events", "/api/v1/auth/login", "/api/1/envelope/", "/healthz") if name in IN_SHORT else ("/api/v1/events",)
        for path in paths:
            where = path.strip("/").split("/")[-1]
            made.append(Row(f"smuggling/{name}/{where}",
                            lambda stage, path=path, fields=fields: refused(stage.node().port, request(path, fields))))
        if name in IN_SHORT:
            made.append(Row(f"smuggling/{name}/websocket-port",
                            lambda stage, fields=fields: refused(stage.node().ws_port, request("/ingest", fields))))
    made.append(Row("smuggling/http-1.0-chunked", lambda stage: refused(
        stage.node().port, request("/api/v1/events", ("Transfer-Encoding: chunked",), version="1.0"))))
    for name, size in {"sign": b"+5\r\n", "hexadecimal": b"0x5\r\n", "letters": b"zz\r\n", "huge": b"f" * 17 + b"\r\n"}.items():
        made.append(Row(f"smuggling/chunk-{name}", lambda stage, size=size: never_two(stage.node().port, bad_chunks(size))))
    return made
