"""The attacks of the storm: each a function that sends one to a node and cares for no answer."""

import gzip

import cost
import fingerprints
import frames
import groups
import json_nodes
import recursion
import slow_clients
import smuggling
import strangers
from http2 import PREFACE, SETTINGS
from http_calls import call, connect, head


def dear(event, path):
    """One event that is meant to be dear. Made and compressed beforehand: the attacker's own work is not what is measured."""
    made = event(next(cost.SERIAL))
    body = gzip.compress(cost.encoded(cost.sentry_form(made) if "store" in path else made))

    def once(node):
        call(node, "POST", path, body, headers={"Content-Encoding": "gzip"})
    return once


def left_open(sent, held):
    """A client that sends this and then nothing; its connection stays until the end of the storm."""
    def once(node):
        client = connect(node.port, 5)
        held.append(client)
        client.setblocking(False)
        client.send(sent)
    return once


def sent_once(sent):
    def once(node):
        with connect(node.port, 5) as client:
            client.sendall(sent)
            client.recv(4096)
    return once


def attacks(held):
    made = {}
    events = {
        "fingerprints": fingerprints.filled("{{path}}", 125_000),
        "groups": groups.flat,
        "json-keys": json_nodes.around(json_nodes.keys(b"", b"")),
        "json-lists": json_nodes.around(json_nodes.filling(b"[]", b'"extra":{"l":[', b"]}")),
        "json-numbers": json_nodes.around(json_nodes.filling(b"9" * 990, b'"extra":{"n":[', b"]}")),
        "json-template": json_nodes.around(b'"logentry":{"message":"' + b"{" * 1_000_000 + b'"}'),
    }
    for platform, field, label, text in frames.HOSTILE:
        if f"{platform}/{field}-{label}" in frames.SEEN:
            events[f"frames-{platform}-{label}"] = frames.event(platform, field, text, frames.MANY)
    for platform, label, name in recursion.DEEP:
        if f"{platform}/{label}" in recursion.IN_SHORT:
            events[f"recursion-{platform}-{label}"] = recursion.event(platform, name)
    for name, event in events.items():
        made[name] = dear(event, "/api/v1/events")
        made[f"{name}-store"] = dear(event, "/api/1/store/")
    for name in smuggling.IN_SHORT:
        made[f"smuggling-{name}"] = sent_once(smuggling.request("/api/v1/events", smuggling.FORMS[name]))
    made["http2"] = sent_once(PREFACE + SETTINGS)
    made["host"] = sent_once(head("GET", "/healthz", host="Host: a@b"))
    made["slow-head"] = left_open(slow_clients.UNFINISHED, held)
    silent = strangers.forms()
    for name in ("sign-in", "sign-in-small", "envelope", "wrong-key"):
        made[f"silent-{name}"] = lambda node, sent=silent[name]: [left_open(sent, held)(node) for _ in range(20)]
    return made
