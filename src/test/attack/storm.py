"""All attacks, each a hundred times, beside 500 good events a second: nobody who means well notices."""

import random
import re
import threading
import time

from http_calls import call
from processes import Failed, Process, environment
from stage import Row
from storm_attacks import attacks

RATE = 500
TIMES, SHORT_TIMES = 100, 10
SECONDS, SHORT_SECONDS = 240, 40
ATTACKERS = 6
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
    time.sleep(10)  # the load's own warm-up, of which its report leaves out the figures
    heap, rss = node.live_heap_mb(), node.rss_mb()
    over, slow, failures = threading.Event(), [], []
    threads = [threading.Thread(target=ask_health, args=(node, over, slow, failures))]
    threads += [threading.Thread(target=send, args=(node, turns[each::ATTACKERS], seconds * 0.85, over))
                for each in range(ATTACKERS)]
    for thread in threads:
        thread.start()
    for thread in threads[1:]:
        thread.join()
    over.set()
    threads[0].join()
    for client in held:
        client.close()
    load.process.wait(seconds + 60)
    return judged(load.text(), node, sorted(slow), failures,
                  (node.live_heap_mb() - heap, node.rss_mb() - rss), f"{len(chosen)} attacks, {times} times each")


def send(node, turns, seconds, over):
    """One after the other, on a fixed schedule; what they are answered is their own affair."""
    began = time.monotonic()
    for number, once in enumerate(turns):
        over.wait(max(0.0, began + seconds * number / len(turns) - time.monotonic()))
        if not node.alive():
            return
        try:
            once(node)
        except (OSError, Failed):
            pass


def ask_health(node, over, slow, failures):
    while not over.wait(0.05):
        began = time.monotonic()
        try:
            status, _ = call(node, "GET", "/healthz", key=None)
            failures += [] if status == 200 else [f"/healthz answered {status}"]
        except Failed as failed:
            failures.append(str(failed))
        slow.append((time.monotonic() - began) * 1000)


def judged(report, node, slow, failures, grown, what):
    if not node.alive():
        raise Failed("the node has ended")
    p99 = slow[int(len(slow) * 0.99)]
    answers = re.search(r"^answers\s+(.*)$", report, re.MULTILINE)
    errors = re.search(r"^errors\s+(.*)$", report, re.MULTILINE)
    figure = (f"{what}; good events: {answers[1].strip() if answers else 'no report'}; /healthz p99 {p99:.0f} ms,"
              f" most {slow[-1]:.0f} ms; heap {grown[0]:+.0f} MB, RSS {grown[1]:+.0f} MB")
    problems = list(dict.fromkeys(failures))[:3]
    if not answers or not re.fullmatch(r"202 \d+", answers[1].strip()) or not errors or errors[1].strip() != "none":
        problems.append(f"good events were refused: {answers and answers[0]}; {errors and errors[0]}")
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
