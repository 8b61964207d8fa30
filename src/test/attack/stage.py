"""Where the attacks take place: one node that most of them share, and others for those that need one of their own."""

import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import good
from processes import Failed, Node, Process, environment, install


@dataclass(frozen=True)
class Row:
    """One attack. It returns a figure, or nothing, and raises Failed when the node does not hold what it promises."""

    name: str
    run: Callable
    in_short: bool = True


class Stage:
    def __init__(self, jar, short, times, bound_ms):
        self.short, self.bound_ms = short, bound_ms
        self.times_asked, self.times = times, times or (2 if short else 5)
        self.work = Path(tempfile.mkdtemp(prefix="mesher-attack-"))
        self.processes = []
        self.watched = []
        self.shared, self.warm = None, False
        self.databases = {}
        self.numbers = 0
        self.read = {}
        self.launcher = install(jar, self.work)

    def postgres(self, name):
        """The DATABASE_URL of a PostgreSQL of its own, migrated."""
        if name not in self.databases:
            server, url = self.start_postgres(name)
            self.databases[name] = url
            self.command("migrate", "up", database=url)
        return self.databases[name]

    def start_postgres(self, name):
        directory = self.work / f"postgres-{name}"
        log = self.work / f"postgres-{name}-{len(self.processes)}.log"
        server = Process(self.launcher, ["postgres", "--data-dir", directory], self.work, environment(), log)
        self.processes.append(server)
        return server, server.wait_for(r"^DATABASE_URL=(.*)$")[1]

    def command(self, *arguments, database, typed=None):
        done = subprocess.run(
            [self.launcher, *arguments], cwd=self.work, env=environment(DATABASE_URL=database), input=typed,
            capture_output=True, text=True, timeout=120,
        )
        if done.returncode:
            raise RuntimeError(f"mesher {' '.join(arguments)}: {done.stderr[-1000:]}")
        return done.stdout

    def start(self, name, database=None, watched=True, **variables):
        """A node that need not become ready; an error that one logs which is watched is the fault of the attack."""
        self.numbers += 1
        directory = self.work / f"{name}-{self.numbers}"
        node = Node(self.launcher, directory, database or self.postgres("main"), directory.name, **variables)
        self.processes.append(node)
        self.watched += [node] if watched else []
        return node

    def node(self, warm=False):
        """The shared one; another when that has died. A warm one has compiled what each request goes through."""
        if self.shared is None or not self.shared.alive():
            self.shared = self.start("node").ready()
            good.warm_up(self.shared, 0.5)
            self.warm = False
        if warm and not self.warm:
            good.warm_up(self.shared, 2 if self.short else 6)
            self.warm = True
        return self.shared

    def look_over(self):
        """After each attack: that no node died of it, or complained. A node that did not hold is replaced."""
        problems = []
        for node in self.watched:
            text = node.text()
            new = text[self.read.get(node, 0):]
            self.read[node] = len(text)
            if node is self.shared and not node.alive():
                problems.append(f"the node ended with {node.process.returncode}: {' '.join(new[-160:].split())}")
                self.shared = None
            elif " ERROR " in new or "\tat " in new:
                start = new.index(" ERROR ") if " ERROR " in new else new.index("\tat ")
                problems.append(f"the node logged {' '.join(new[start:start + 200].split())} ({len(new)} characters)")
        if problems:
            raise Failed("; ".join(problems))

    def calm(self):
        """Ends the shared node when it is still busy with an attack that it did not hold."""
        if self.shared is not None and self.shared.alive():
            before = self.shared.cpu_ms()
            time.sleep(0.5)
            if self.shared.cpu_ms() - before > 250:
                self.shared.stop(signal.SIGKILL)
                self.shared = None

    def end(self, keep):
        for each in reversed(self.processes):
            each.stop()
        if keep:
            print(f"attack: the logs are in {self.work}")
        else:
            shutil.rmtree(self.work, ignore_errors=True)
