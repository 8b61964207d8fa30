"""Who counts as this machine: only who is known to be."""

import http.client

from http_calls import HOST, call
from processes import Failed
from stage import Row

SETTINGS = "/api/v1/projects/default/settings"

# Through a proxy on this machine that is trusted: none of these names a client that is here.
TRUSTED = {
    "nothing": {},
    "via": {"Via": "1.1 proxy"},
    "cloudflare": {"CF-Connecting-IP": "203.0.113.9"},
    "cloudflare-here": {"CF-Connecting-IP": "127.0.0.1"},
    "true-client": {"True-Client-IP": "127.0.0.1"},
    "protocol-alone": {"X-Forwarded-Proto": "https"},
    "host-alone": {"X-Forwarded-Host": "localhost"},
    "no-address": {"X-Forwarded-For": "999.999.999.999"},
    "name": {"X-Forwarded-For": "localhost.example.org"},
    "unknown": {"X-Forwarded-For": "unknown"},
    "empty": {"X-Forwarded-For": ""},
    "stranger": {"X-Forwarded-For": "203.0.113.9"},
    "stranger-last": {"X-Forwarded-For": "127.0.0.1, 203.0.113.9"},
    "forwarded-unknown": {"Forwarded": "for=unknown"},
    "forwarded-by": {"Forwarded": "by=127.0.0.1"},
    "disagreeing": {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "203.0.113.9"},
    "octal": {"X-Forwarded-For": "0177.0.0.1"},
    "number": {"X-Forwarded-For": "2130706433"},
    "zone": {"X-Forwarded-For": "fe80::1%lo"},
}

# Straight from this machine, where no proxy is trusted: a header of one says that somebody else is behind it.
UNTRUSTED = {
    "via": {"Via": "1.1 proxy"},
    "cloudflare": {"CF-Connecting-IP": "127.0.0.1"},
    "forwarded-for": {"X-Forwarded-For": "127.0.0.1"},
    "forwarded": {"Forwarded": "for=127.0.0.1"},
    "real-ip": {"X-Real-IP": "127.0.0.1"},
    "host": {"Host": "mesher.example.org"},
}


class Nodes:
    """Started when the first attack needs them."""

    def __init__(self):
        self.started = {}

    def get(self, stage, trusted):
        if trusted not in self.started or not self.started[trusted].alive():
            variables = {"MESHER_TRUSTED_PROXIES": "127.0.0.1"} if trusted else {}
            self.started[trusted] = stage.start(f"local-{trusted}", MESHER_AUTH="auto", **variables).ready()
        return self.started[trusted]


def asked(stage, nodes, trusted, headers, wanted):
    node = nodes.get(stage, trusted)
    status, answer = call(node, "GET", SETTINGS, key=None, headers=headers, seconds=5)
    if status != wanted:
        raise Failed(f"settings answered {status} {answer[:100]!r}, not {wanted}")


def changed(stage, nodes):
    """The same for a request that changes something."""
    node = nodes.get(stage, True)
    connection = http.client.HTTPConnection(HOST, node.port, timeout=5)
    connection.request("POST", SETTINGS, b'{"retention_days":1}', {"Via": "1.1 proxy"})
    status = connection.getresponse().status
    connection.close()
    if status != 401:
        raise Failed(f"a change of the settings answered {status}, not 401")


def bad_proxy(stage):
    """What is no address is refused at the start, and no name server asked for it."""
    node = stage.start("bad-proxy", database="postgres://postgres@127.0.0.1:1/none", watched=False,
                       MESHER_TRUSTED_PROXIES="999.999.999.999")
    node.process.wait(30)
    if node.process.returncode == 0 or "MESHER_TRUSTED_PROXIES" not in node.complaints():
        raise Failed(f"the start did not refuse it: {node.complaints()[-300:]}")


def rows():
    nodes = Nodes()
    made = [
        Row(f"local/trusted-{name}", lambda stage, headers=headers: asked(stage, nodes, True, headers, 401))
        for name, headers in TRUSTED.items()
    ]
    made += [
        Row(f"local/untrusted-{name}", lambda stage, headers=headers: asked(stage, nodes, False, headers, 401))
        for name, headers in UNTRUSTED.items()
    ]
    return [
        *made,
        Row("local/trusted-change", lambda stage: changed(stage, nodes)),
        # That the others are refused says something only when these are not.
        Row("local/trusted-here", lambda stage: asked(stage, nodes, True, {"X-Forwarded-For": "127.0.0.1"}, 200)),
        Row("local/untrusted-here", lambda stage: asked(stage, nodes, False, {}, 200)),
        Row("local/bad-proxy", bad_proxy),
    ]
