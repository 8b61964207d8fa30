"""A deployment of a program: a copy in a place of its own, with its lines moved, and what is run in it."""

import os
import pathlib
import shutil
import subprocess
import urllib.request

GROUPING = pathlib.Path(__file__).resolve().parent.parent
ROOT = GROUPING.parent.parent.parent
SDKS = ROOT / "target" / "sdk"
TOOLS = ROOT / "target" / "corpus"
WORK = pathlib.Path("/tmp/mesher-corpus")
PLACES = [
    "srv/shop",
    "opt/releases/20261123101500/app",
    "home/deploy/current",
    "usr/src/app",
    "opt/releases/20261201093012/app",
    "var/www/html",
]


def copied(name, place, variant, moved=None):
    """The programs of a folder, in which each line `SHIFT` becomes three lines a variant: comments, or what `moved` says."""
    shutil.copytree(GROUPING / name, place, ignore=shutil.ignore_patterns("deploy.py", "__pycache__"))
    for file in [each for each in place.rglob("*") if each.is_file()]:
        lines = []
        for line in file.read_text().splitlines():
            mark = line.split("SHIFT")[0] if line.strip().lstrip("#/;- ") == "SHIFT" else None
            if mark is None:
                lines.append(line)
            elif moved:
                indent = line[: len(line) - len(line.lstrip())]
                lines += [indent + moved(variant * 3 + at) for at in range(variant * 3)]
            else:
                lines += [mark + "moved"] * (variant * 3)
        file.write_text("\n".join(lines) + "\n")


def run(directory, dsn, variant, *words, **environment):
    settings = {**os.environ, "SENTRY_DSN": dsn, "VARIANT": str(variant), **environment}
    done = subprocess.run(
        [str(word) for word in words], cwd=directory, env=settings, timeout=300, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, words))[:200]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def sent(dsn, output):
    """What a program without a client wrote, an event a line: in an envelope each."""
    address = "http://" + dsn.split("@")[1].rpartition("/")[0] + "/api/1/envelope/"
    for event in output.splitlines():
        body = b'{}\n{"type":"event"}\n' + event.encode() + b"\n"
        urllib.request.urlopen(urllib.request.Request(address, body)).close()
