"""Where the showings take place: a PostgreSQL, nodes as processes of the jar, a receiver, and projects that are watched."""

import os
import random
import secrets
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from client import Client, ask
from processes import Failed, Node, Process, environment, install
from receiver import SECRET, Receiver

START_SECONDS = 300  # much longer than a node needs; three may share a busy machine


class Stage:
    def __init__(self, name, options):
        self.name, self.options = name, options
        self.work = Path(tempfile.mkdtemp(prefix=f"mesher-told-{name}."))
        self.processes, self.nodes = [], {}
        self.channels, self.watches, self.projects = {}, [], 0
        self.cookie = secrets.token_hex(20)
        self.base = random.randrange(20_000, 28_000, 10)
        self.receiver = Receiver(options.broken)
        self.threads, self.over = ThreadPoolExecutor(16), False
        self.data = self.work / "postgres"

    def set_up(self, jar):
        self.launcher = install(jar, self.work)
        self.postgres = self.run("postgres", "--data-dir", self.data)
        self.database = self.postgres.wait_for(r"^DATABASE_URL=(.*)$")[1]
        migrated = self.run("migrate", "up", log="migrate", DATABASE_URL=self.database)
        if migrated.process.wait(120):
            raise Failed(f"the database was not set up: {migrated.text()[-1000:]}")

    def beside(self, function, *arguments):
        """Calls it in a thread of its own; its result, or what it failed with, comes by the future's `result`."""
        return self.threads.submit(function, self, *arguments)

    def say(self, text):
        print(f"{self.name}: {text}", flush=True)

    def run(self, *arguments, log=None, **variables):
        """A command of the launcher."""
        path = self.work / f"{log or arguments[0]}.log"
        process = Process(self.launcher, arguments, self.work, environment(**variables), path)
        self.processes.append(process)
        return process

    def start(self, *numbers):
        """Nodes of one cluster, which take the same seed; a single one stands alone. Returns when all are ready."""
        for number in numbers:
            own = {"MESHER_PUBLIC_URL": "https://mesher.example.org", "MESHER_OUTBOUND_ALLOW": "127.0.0.0/8"}
            if self.nodes or len(numbers) > 1:
                own |= {
                    "MESH_CLUSTER_COOKIE": self.cookie, "MESH_DISCOVERY_SEED": "localhost",
                    "MESH_NODE_NAME": f"n{number}@127.0.0.1:{self.base + number}",
                    "MESH_CLUSTER_PORT": self.base + number, "MESHER_BUS_PORT": self.base + 1000 + number,
                }
            own["MESHER_JAVA_OPTS"] = os.environ.get("MESHER_JAVA_OPTS", "-Xmx384m")
            node = Node(self.launcher, self.work / f"node{number}", self.database, f"node{number}-{time.time_ns()}", **own)
            self.processes.append(node)
            self.nodes[number] = node
        for number in numbers:
            self.nodes[number].wait_for("Runtime ready", START_SECONDS)

    @property
    def one(self):
        return self.nodes[min(self.nodes)]

    def channel(self, path):
        """A webhook to this path of the receiver."""
        made = ask(self.one, "POST", "/api/v1/orgs/default/channels", {
            "kind": "webhook", "name": path, "settings": {"url": self.receiver.url(path), "secret": SECRET}})
        self.channels[path] = made["id"]

    def watch(self, *paths):
        """A project of its own with a rule that tells these channels of each new issue."""
        self.projects += 1
        project = ask(self.one, "POST", "/api/v1/orgs/default/projects", {"name": f"Watched {self.projects}"})
        ask(self.one, "POST", f"/api/v1/projects/{project['number']}/alert-rules", {
            "name": "New issues", "condition": {"condition_type": "new_issue"},
            "channel_ids": [self.channels[path] for path in paths]})
        watch = Watch(project["id"], project["dsn"].split("://")[1].split("@")[0], paths)
        self.watches.append(watch)
        return watch

    def warm_up(self, alerts=10):
        """Has the nodes compile what an alert goes through, on a channel that no check looks at."""
        self.channel("warm-up")
        for _ in range(alerts):
            watch = self.watch("warm-up")
            watch.raise_alert(Client(self))
        self.wait_for(lambda: all(sum(note.told for note in self.receiver.all() if note.body["project"]["id"] == each.project)
                                  for each in self.watches), 60)
        self.watches.clear()

    def load(self, rate, seconds, log):
        """A load of ordinary events beside, in the default project."""
        return self.run("load", "--url", f"http://127.0.0.1:{self.one.port}", "--rate", str(rate), "--connections", "32",
                        "--duration", f"{seconds}s", "--settle", "60s", log=log, MESHER_JAVA_OPTS="-Xmx192m")

    def wait_for(self, condition, seconds):
        """Whether it came true in time."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def stop_postgres(self):
        os.kill(int((self.data / "data/postmaster.pid").read_text().split()[0]), signal.SIGINT)
        if not self.wait_for(lambda: not (self.data / "data/postmaster.pid").exists(), 60):
            raise Failed("PostgreSQL did not stop")

    def start_postgres(self):
        """On the same port, as it was started before."""
        command = shlex.split((self.data / "data/postmaster.opts").read_text())
        as_root = ["unshare", "--user"] if os.geteuid() == 0 else []
        with open(self.data / "again.log", "ab") as log:
            subprocess.Popen(as_root + command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        if not self.wait_for(self.is_postgres_ready, 60):
            raise Failed("PostgreSQL did not come back")

    def is_postgres_ready(self):
        state = self.data / "data/postmaster.pid"
        return state.exists() and "ready" in state.read_text()

    def end(self, keep):
        self.over = True
        self.receiver.close()
        for each in reversed(self.processes):
            each.stop()
        if keep:
            self.say(f"the logs are kept in {self.work}")
        else:
            shutil.rmtree(self.work, ignore_errors=True)


class Watch:
    """A project of which every new issue must be told on each of its channels."""

    def __init__(self, project, key, paths):
        self.project, self.key, self.paths = project, key, paths
        self.accepted = {}  # the time at which each new issue's event was acknowledged, by the title

    def raise_alert(self, client, number=None):
        """Sends the first event of an issue; returns the issue's title, and how many seconds the event took."""
        number = len(self.accepted) if number is None else number
        title = f"Order {number} of {self.project[:8]} was lost"
        seconds = client.event(self.key, title, f"{self.project} {number}")
        self.accepted[title] = time.time()
        return title, seconds
