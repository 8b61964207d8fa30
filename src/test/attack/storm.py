"""All attacks, each a hundred times, beside 500 good events a second: nobody who means well notices."""

import json
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from processes import Failed, Process, environment
from stage import Row
from storm_attacks import attacks

HEALTH = Path(__file__).with_name("health.py")
RATE = 500
TIMES, SHORT_TIMES = 100, 10
SECONDS, SHORT_SECONDS = 240, 40
ATTACKERS = 6
LATE_SECONDS = 20
HEALTH_P99_MS = 100
GROWN_HEAP_MB, GROWN_RSS_MB = 60, 200


def storm(stage):
    node = stage.node(warm=True)
    times = stage.times_asked or (SHORT_TIMES if stage.short else TIMES)
    seconds = SHORT_SECONDS if stage.short else SECONDS
    held = []
    chosen = attacks(held)
    turns = [once for once in chosen.values() for _ in range(times)]
    random.Random(18).shuffle(turns)
    load = Process(stage.launcher, ["load", "--url", f"http://127.0.0.1:{node.port}", "--rate", str(RATE),
                                    "--duration", f"{seconds}s", "--warm-up", "10s", "--connections", "32"],
                   stage.work, environment(), stage.work / "load.log")
    stage.processes.append(load)
    load.wait_for(r"warm-up, not measured:\n(?:.+\n)*\n")
    heap, rss = node.live_heap_mb(), node.rss_mb()
    health = subprocess.Popen([sys.executable, HEALTH, str(node.port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    left = []
    threads = [threading.Thread(target=send, args=(node, turns[each::ATTACKERS], seconds * 0.85, left))
               for each in range(ATTACKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = json.loads(health.communicate("", timeout=60)[0])
    for client in held:
        client.close()
    load.process.wait(seconds + 60)
    if left:
        seen["failures"].append(f"{sum(left)} attacks could not be sent in time")
    return judged(load.text(), node, seen["millis"], seen["failures"],
                  (node.live_heap_mb() - heap, node.rss_mb() - rss), f"{len(chosen)} attacks, {times} times each")


def send(node, turns, seconds, left):
    """One after the other, on a fixed schedule; what they are answered is their own affair."""
    began = time.monotonic()
    for number, once in enumerate(turns):
        time.sleep(max(0.0, began + seconds * number / len(turns) - time.monotonic()))
        if not node.alive() or time.monotonic() > began + seconds + LATE_SECONDS:
            left.append(len(turns) - number)
            return
        try:
            once(node)
        except (OSError, Failed):
            pass


def judged(report, node, slow, failures, grown, what):
    if not node.alive():
        raise Failed("the node has ended")
    p99 = slow[int(len(slow) * 0.99)]
    # The last ones: those before are of the load's own warm-up.
    answers = (re.findall(r"^answers +(.*)$", report, re.MULTILINE) or ["no report"])[-1]
    errors = (re.findall(r"^errors +(.*)$", report, re.MULTILINE) or ["no report"])[-1]
    figure = (f"{what}; good events: {answers}; /healthz p99 {p99:.0f} ms,"
              f" most {slow[-1]:.0f} ms; heap {grown[0]:+.0f} MB, RSS {grown[1]:+.0f} MB")
    problems = list(dict.fromkeys(failures))[:3]
    if not re.fullmatch(r"202 [\d,]+", answers) or errors != "none":
        problems.append(f"good events were refused: {answers}; errors: {errors}")
    if "every acknowledged event is stored once" not in report:
        problems.append(f"not every good event is stored once: {report[-400:]}")
    if p99 > HEALTH_P99_MS:
        problems.append(f"/healthz p99 {p99:.0f} ms")
    if grown[0] > GROWN_HEAP_MB or grown[1] > GROWN_RSS_MB:
        problems.append("memory grew")
    if problems:
        raise Failed(f"{'; '.join(problems)} ({figure})")
    return figure


def rows():
    return [Row("storm/all", storm)]
