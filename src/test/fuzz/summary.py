"""Says what a run of Schemathesis sent and got, and fails when an operation was never served: then nothing was tried of it.

Usage: summary.py MODE EVENTS_FILE [OPERATION_NOT_SERVED…]
"""

import json
import sys
from collections import Counter

mode, events_file, *never_served = sys.argv[1:]
statuses = Counter()
modes = Counter()
served = Counter()

with open(events_file, encoding="utf-8") as events:
    for line in events:
        finished = json.loads(line).get("ScenarioFinished")
        if not finished:
            continue
        recorder = finished["recorder"]
        for case_id, interaction in recorder.get("interactions", {}).items():
            status = (interaction.get("response") or {}).get("status_code")
            if status is None:
                continue
            case = recorder["cases"][case_id]["value"]
            statuses[status] += 1
            modes[((case.get("meta") or {}).get("generation") or {}).get("mode", "positive")] += 1
            if status != 405:
                served[f"{case['method']} {case['path']}"] += 200 <= status < 300

by_status = ", ".join(f"{count} of {status}" for status, count in sorted(statuses.items()))
print(f"fuzz: as {mode}: {statuses.total()} requests, {modes['negative']} of them bad on purpose; answers: {by_status}")
unserved = sorted(name for name, count in served.items() if not count and name not in never_served)
if not statuses:
    sys.exit(f"fuzz: as {mode}: no request was made")
if unserved:
    sys.exit(f"fuzz: as {mode}: never served, so hardly tried: " + ", ".join(unserved))
