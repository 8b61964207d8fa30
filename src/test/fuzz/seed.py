"""Fills a node with something to meet, and writes Schemathesis's settings, which name it.

Usage: seed.py URL KEY SETTINGS_FILE [TOKEN]
"""

import json
import sys
import time
import urllib.request
import uuid

url, key, settings_file = sys.argv[1:4]
token = sys.argv[4] if len(sys.argv) > 4 else None

# How often a parameter is given a value that is there.
KNOWN = 0.8

# To be resolved, some of them.
ALERTS = 8
PATIENCE_SECONDS = 30


def call(path, body=None, **headers):
    if token:
        headers["Authorization"] = "Bearer " + token
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def send(number):
    return call(
        "/api/v1/events",
        {
            "message": f"Boom {'x' * (number + 1)}",
            "level": ["fatal", "error", "warning", "info", "debug"][number % 5],
            "fingerprint": ["fuzz", str(uuid.uuid4())],
            "tags": {"region": "eu"},
            "session_id": f"s{number % 5}",
            "environment": "production",
            "release": "fuzz@1",
            "user_context": {"id": str(number)},
        },
        **{"x-sentry-auth": key},
    )


def send_attached(number):
    body = "\n".join(
        [
            "{}",
            '{"type":"event"}',
            json.dumps({"event_id": uuid.uuid4().hex, "message": f"With a file {number}"}),
            '{"type":"attachment","filename":"a.txt","length":5}',
            "hello",
        ]
    )
    request = urllib.request.Request(url + "/api/1/envelope/", data=body.encode(), headers={"x-sentry-auth": key})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["id"]


# What a run may delete, discard, revoke or resolve is there more than once.
events = [send(number) for number in range(80)]
# What is deleted takes its events with it: these stay, to be read.
kept = events[60:]
projects = [call("/api/v1/orgs/default/projects", {"name": f"Fuzz {uuid.uuid4()}"}) for _ in range(3)]
for project in projects:
    for _ in range(4):
        call(f"/api/v1/projects/{project['id']}/api-keys", {"label": "fuzz"})
for condition in ("new_issue", "regression", "spike") * 4:
    rule = {"name": condition, "condition": {"condition_type": condition}, "cooldown_minutes": 0}
    call("/api/v1/projects/default/alert-rules", rule)
rules = call("/api/v1/projects/default/alert-rules?limit=100")
# The project that the run sends its events to keeps its key.
keys = [each["id"] for project in projects for each in call(f"/api/v1/projects/{project['id']}/api-keys")]
members = call("/api/v1/orgs/default/members")
me = call("/api/v1/auth/me")["user"]
others = [member for member in members if me is None or member["user_id"] != me["id"]]
tokens = [call("/api/v1/tokens", {"name": "fuzz"})["id"] for _ in range(5)] if me else []
# New issues fire the rules, one alert a rule each time that they are looked at.
attached = [send_attached(number) for number in range(5)]
attachments = [each["id"] for event in attached for each in call(f"/api/v1/events/{uuid.UUID(event)}/attachments")]
deadline = time.monotonic() + PATIENCE_SECONDS
alerts = []
while len(alerts) < ALERTS and time.monotonic() < deadline:
    send(0)
    time.sleep(0.2)
    alerts = call("/api/v1/projects/default/alerts?limit=100")
episodes = call("/api/v1/projects/default/episodes?limit=100")

# Another node's name is no use to a node by itself.
nodes = [node["name"] for node in call("/api/v1/operate/nodes")]
comments = [call(f"/api/v1/issues/{event['issue_id']}/comments", {"text": "Looked at"})["id"] for event in kept[:15]]
view = {"name": "Fuzz", "query": "is:unresolved", "sort": "last_seen", "shared": True}
views = [call("/api/v1/projects/default/views", view)["id"] for _ in range(10)]
# Nothing is sent there: addresses of the machine itself are refused.
channel = {"kind": "ntfy", "name": "Fuzz", "settings": {"url": "http://127.0.0.1:9", "topic": "fuzz"}}
channels = [call("/api/v1/orgs/default/channels", channel)["id"] for _ in range(15)]
messages = [call(f"/api/v1/channels/{each}/test", {})["message_id"] for each in channels]
since = call("/api/v1/projects/default/changes")["cursor"]
invited = [
    call("/api/v1/orgs/default/invitations", {"email": f"invited{number}@fuzz.example", "role": "member"})
    for number in range(20 if me else 0)
]
sessions = [each["id"] for each in call("/api/v1/auth/sessions")] if me else []

values = {
    "path.org": ["default"],
    "path.project": ["default", "1", projects[0]["id"], projects[1]["slug"]],
    "path.session": [f"s{number}" for number in range(5)] + sessions,
    "path.node": nodes,
    "path.comment": comments,
    "path.view": views,
    "path.invitation": [invitation["id"] for invitation in invited[10:]],
    "path.issue": [event["issue_id"] for event in events[:60]],
    "path.event": [event["id"] for event in kept],
    "path.attachment": attachments,
    "path.key": keys,
    "path.rule": [rule["id"] for rule in rules],
    "path.channel": channels,
    "path.message": messages,
    "path.alert": [alert["id"] for alert in alerts],
    "path.episode": [episode["id"] for episode in episodes],
    "path.membership": [member["id"] for member in others],
    "path.token": tokens,
    "query.since": [since],
    "query.key": ["region"],
    "query.value": ["eu"],
    "query.q": ["boom", "Boom x"],
    "query.cursor_id": [event["id"] for event in kept],
    "body.email": ["owner@fuzz.example"] if me else [],
    "body.password": ["fuzz the owner"] if me else [],
    "body.token": [invitation["token"] for invitation in invited[:10]],
    "body.user_id": [member["user_id"] for member in others],
}

with open(settings_file, "w", encoding="utf-8") as settings:
    known = {name: each for name, each in values.items() if each}
    for name, each in known.items():
        settings.write(f'[dictionaries.{name.replace(".", "_")}]\nvalues = {json.dumps(each)}\n')
    settings.write("[parameters]\n")
    for name in known:
        settings.write(f'"{name}" = {{ dictionary = "{name.replace(".", "_")}", probability = {KNOWN} }}\n')
print(", ".join(f"{len(each)} {name}" for name, each in values.items()))
