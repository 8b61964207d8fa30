"""A throw-away PostgreSQL and nodes of the jar under attack, as processes of their own, on free ports of this machine."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KEY = "mshr_devdefaultapikey000000000000000000000000000"
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Failed(Exception):
    """What an attack came to, in words."""


def install(jar, work):
    """The jar and its launcher in a directory of their own; returns the launcher. The built jar when none is named."""
    target = work / "bin"
    if jar is None:
        subprocess.run([ROOT / "bin/mesher", "build", target], check=True, stdout=subprocess.DEVNULL)
    else:
        target.mkdir()
        shutil.copy(jar, target / "mesher.jar")
        shutil.copy(ROOT / "bin/mesher", target / "mesher")
    return target / "mesher"


def environment(**own):
    """That of this process without anything that is meant for another node."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MESH", "DATABASE_URL", "PORT"))}
    return kept | {name: str(value) for name, value in own.items()}


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


class Process:
    """One command of the launcher, its output in a file."""

    def __init__(self, launcher, arguments, directory, env, log):
        directory.mkdir(parents=True, exist_ok=True)
        self.log = log
        with open(log, "ab") as out:
            self.process = subprocess.Popen(
                [launcher, *arguments], cwd=directory, env=env, stdout=out, stderr=out, stdin=subprocess.DEVNULL
            )

    @property
    def pid(self):
        return self.process.pid

    def alive(self):
        return self.process.poll() is None

    def text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def complaints(self):
        """The output without what the log says of its own accord, such as the table of all settings at the start."""
        return "\n".join(line for line in self.text().splitlines() if " INFO " not in line)

    def wait_for(self, pattern, seconds=90):
        """The first match of `pattern` in the output."""
        deadline = time.monotonic() + seconds
        while True:
            found = re.search(pattern, self.text(), re.MULTILINE)
            if found:
                return found
            if not self.alive() or time.monotonic() > deadline:
                raise RuntimeError(f"no {pattern!r} in the output: {self.text()[-2000:]}")
            time.sleep(0.1)

    def stop(self, number=signal.SIGTERM, seconds=20):
        if self.alive():
            self.process.send_signal(number)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Node(Process):
    """A node; `auth` and the like come as variables."""

    def __init__(self, launcher, directory, database, name, **variables):
        self.port, self.ws_port = free_ports(2)
        own = {
            "DATABASE_URL": database,
            "PORT": self.port,
            "MESHER_WS_PORT": self.ws_port,
            "MESHER_HOST": "127.0.0.1",
            "MESHER_RATE_LIMIT_MAX_EVENTS": 100_000_000,
            "MESHER_JAVA_OPTS": "-Xmx512m",
        }
        super().__init__(launcher, ["run"], directory, environment(**own | variables), directory.parent / f"{name}.log")

    def ready(self):
        self.wait_for("Runtime ready")
        return self

    def cpu_ms(self):
        """What the process has used since it began."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            raise Failed("the node has ended") from None
        return (int(fields[11]) + int(fields[12])) * 1000 / TICKS

    def rss_mb(self):
        try:
            return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE / 2**20
        except OSError:
            raise Failed("the node has ended") from None

    def live_heap_mb(self):
        """What is left of the heap after a collection."""
        if not self.alive():
            raise Failed("the node has ended")
        jcmd = Path(os.path.realpath(shutil.which("java"))).parent / "jcmd"
        subprocess.run([jcmd, str(self.pid), "GC.run"], check=True, capture_output=True, timeout=60)
        info = subprocess.run(
            [jcmd, str(self.pid), "GC.heap_info"], check=True, capture_output=True, timeout=60, text=True
        ).stdout
        return sum(int(used) for used in re.findall(r"(?:heap|generation)\s.*?used (\d+)K", info)) / 1024
