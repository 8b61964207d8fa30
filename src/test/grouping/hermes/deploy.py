"""Hermes, React Native's engine, as bytecode built for release: what Sentry's client makes of the stack that it tells."""
import json
import re

from recorder import tools
from recorder.deployment import copied, run, sent

NEEDS = ["node", "npm"]
FRAME = re.compile(r"^\s*at (.*?)(?: \[as .*\])? \((?:address at )?(.*?)(?::(\d+):(\d+))?\)$")


def framed(line):
    function, file, line_number, column = FRAME.match(line).groups()
    frame = {"function": function, "filename": "app:///" + file.rsplit("/", 1)[-1], "in_app": file != "native"}
    if file == "native":
        frame["filename"] = file
    if line_number:
        frame |= {"lineno": int(line_number), "colno": int(column)}
    return frame


def deploy(place, dsn, variant):
    copied("hermes", place, variant, moved=lambda at: f"var moved{at} = function () {{ return {at}; }};")
    binary = tools.bundlers() / "hermes-engine-cli/linux64-bin/hermes"
    binary.chmod(0o755)
    source = (place / "index.js").read_text()
    (place / "index.js").write_text(f"var variant = {variant};\n{source}")
    run(place, dsn, variant, binary, "-emit-binary", "-O", "-w", "-out", "index.android.bundle", "index.js")
    for line in run(place, dsn, variant, binary, "-b", "index.android.bundle").splitlines():
        event = json.loads(line)
        # Hermes writes how many frames it skips of a deep stack.
        lines = [each for each in event["stack"].splitlines() if FRAME.match(each)]
        exception = {"type": event["type"], "value": event["value"],
                     "stacktrace": {"frames": [framed(each) for each in reversed(lines)]}}
        sent(dsn, json.dumps({"platform": "javascript", "level": "error", "exception": {"values": [exception]},
                              "tags": {"fault": event["fault"]}}))
