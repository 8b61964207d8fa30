"""Answers Sentry's clients as Mesher does, and keeps what grouping may look at of each event."""

import gzip
import http.server
import json
import threading

KEPT = ["platform", "level", "message", "logentry", "exception", "threads", "stacktrace", "transaction", "logger"]
KEPT_OF_FRAMES = {
    "filename", "abs_path", "function", "raw_function", "module", "package", "lineno", "colno", "context_line", "in_app", "native",
}


class Sink(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = self.headers.get("Content-Length")
        body = self.rfile.read(int(length)) if length else b"".join(self.chunks())
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        self.server.bodies.append(body)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def do_OPTIONS(self):
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def chunks(self):
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def log_message(self, *ignored):
        pass


def opened():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    server.bodies = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def events(body):
    """Of an envelope."""
    at = body.index(b"\n") + 1
    while at < len(body):
        end = body.find(b"\n", at)
        header = json.loads(body[at:end])
        start = end + 1
        if "length" in header:
            end = start + header["length"]
        else:
            end = body.find(b"\n", start)
            end = len(body) if end < 0 else end
        if header["type"] == "event":
            yield json.loads(body[start:end])
        at = end + 1


def kept(event):
    return {name: trimmed(event[name]) for name in KEPT if event.get(name) is not None}


def trimmed(node):
    if isinstance(node, list):
        return [trimmed(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "frames" in node:
        return {"frames": [framed(frame) for frame in node["frames"] or []]}
    return {name: trimmed(value) for name, value in node.items()}


def framed(frame):
    kept = {name: value for name, value in frame.items() if name in KEPT_OF_FRAMES and value is not None}
    if len(kept.get("context_line") or "") > 200:
        kept["context_line"] = kept["context_line"][:200]
    return kept
