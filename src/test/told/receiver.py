"""A receiver of webhooks on this machine, which notes every request and answers as it is told to."""

import hashlib
import hmac
import json
import select
import socket
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = "a-secret-of-the-showings-0123456789"
LONGEST_SECONDS = 3600


@dataclass
class Note:
    """One request: `at` when it was read, `until` when it was answered or broken off; both in seconds since 1970."""

    path: str
    id: str
    body: dict
    text: bytes
    problem: str | None
    port: int
    at: float
    until: float | None = None
    status: int | None = None  # what was answered; None while it is not, and when the sender hung up before

    @property
    def told(self):
        return self.status == 200


class Receiver:
    """Each path is a channel. `broken` spoils the notes of purpose, to see that a showing notices."""

    def __init__(self, broken=None):
        self.broken = broken
        self.lock = threading.Lock()
        self.notes, self.ids = [], []
        self.statuses, self.seconds = {}, {}
        self.held = None  # called with each note before it is answered
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.receiver = self
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def url(self, path):
        return f"http://127.0.0.1:{self.server.server_port}/{path}"

    def answers(self, path, status=200, seconds=0.0):
        """From now on; requests that are being held already are answered within a moment."""
        self.statuses[path], self.seconds[path] = status, seconds

    def hangs(self, path):
        self.answers(path, seconds=LONGEST_SECONDS)

    def all(self):
        with self.lock:
            return list(self.notes)

    def add(self, note):
        with self.lock:
            repeated = note.id in self.ids
            if not repeated:
                self.ids.append(note.id)
            if self.broken == "forget" and self.ids.index(note.id) % 3 == 2:
                return
            if self.broken == "rename" and repeated:
                note.id += "-again"
            self.notes.append(note)
            if self.broken == "repeat":
                self.notes.append(note)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    receiver: Receiver

    def handle_error(self, request, client_address):
        """The sender hung up, or was killed."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_):
        pass

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"]))
        at = time.time()
        receiver = self.server.receiver
        body = json.loads(text)
        path = self.path.lstrip("/")
        note = Note(path, body["id"], body, text, wrong(self.headers, body, text, at), self.client_address[1], at)
        receiver.add(note)
        if receiver.held:
            receiver.held(note)
        if not self.waits(receiver, path, at):
            note.until = time.time()
            self.close_connection = True
            return
        status = receiver.statuses.get(path, 200)
        note.status, note.until = status, time.time()
        words = b"as told"
        self.send_response(status)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def waits(self, receiver, path, at):
        """As long as the path is told to; false when the sender hangs up meanwhile."""
        while time.time() < at + receiver.seconds.get(path, 0):
            if select.select([self.connection], [], [], 0.05)[0]:
                try:
                    if not self.connection.recv(1, socket.MSG_PEEK):
                        return False
                except OSError:
                    return False
        return True


def wrong(headers, body, text, now):
    """Why this is no genuine message; None when it is one."""
    parts = dict(part.split("=", 1) for part in headers.get("X-Mesher-Signature", "").split(",") if "=" in part)
    if not parts.get("t", "").isdigit():
        return "no signature"
    if abs(now - int(parts["t"])) > 300:
        return "a signature of another time"
    expected = hmac.new(SECRET.encode(), parts["t"].encode() + b"." + text, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, parts.get("v1", "")):
        return "a wrong signature"
    return None if headers.get("X-Mesher-Message-Id") == body["id"] else "another id in its header"
