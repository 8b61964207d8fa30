"""C++: the program writes the return addresses; functions and lines are what nm, c++filt and addr2line make of them, as a
symbol server does for Sentry's native client."""
import bisect
import json

from recorder.deployment import copied, run, sent

NEEDS = ["g++", "nm", "addr2line"]
OPTIONS = [["-O1"], ["-O2"], ["-O2", "-fno-plt"], ["-O1", "-fno-plt"]]
DEPLOYMENTS = 4


def symbols(place, dsn, variant):
    found = []
    for line in run(place, dsn, variant, "nm", "--numeric-sort", "--demangle", "shop").splitlines():
        address, kind, name = line[:16], line[17:18], line[19:]
        if kind in "tTwW" and address.strip():
            found.append((int(address, 16), name))
    return found


def framed(address, known, lines):
    name = known[bisect.bisect_right(known, (address - 1, "\x7f")) - 1][1]
    file, _, line = lines[hex(address - 1)].partition(":")
    frame = {"function": name, "package": "shop", "in_app": True}
    if "?" not in file:
        frame |= {"filename": file.rsplit("/", 1)[-1], "abs_path": file, "lineno": int(line.split()[0].replace("?", "0"))}
    return frame


def deploy(place, dsn, variant):
    copied("cpp", place, variant)
    run(place, dsn, variant, "g++", "-std=c++20", "-g", "-no-pie", "-fno-optimize-sibling-calls", *OPTIONS[variant], "-o", "shop",
        "main.cpp")
    known = symbols(place, dsn, variant)
    events = [json.loads(line) for line in run(place, dsn, variant, "./shop").splitlines()]
    addresses = sorted({hex(int(each, 16) - 1) for event in events for each in event["stack"]})
    found = run(place, dsn, variant, "addr2line", "-e", "shop", *addresses).splitlines()
    lines = dict(zip(addresses, found))
    for event in events:
        frames = [framed(int(each, 16), known, lines) for each in reversed(event["stack"])]
        exception = {"type": event["type"], "value": event["value"], "stacktrace": {"frames": frames}}
        sent(dsn, json.dumps({
            "platform": "native", "level": "fatal", "exception": {"values": [exception]}, "tags": {"fault": event["fault"]}}))
