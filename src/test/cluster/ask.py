#!/usr/bin/env python3
"""Asks nodes through their cluster ports, without the start of a JVM; waits until each of them counts so many nodes."""
import argparse
import hashlib
import hmac
import json
import os
import socket
import struct
import sys
import time

GREETING = b"MESHER\x01"


def read(sock, length):
    data = b""
    while len(data) < length:
        piece = sock.recv(length - len(data))
        if not piece:
            raise ConnectionError("hung up")
        data += piece
    return data


def ask(node, key, question, parameters):
    host, port = node.split("@")[1].rsplit(":", 1)
    with socket.create_connection((host.strip("[]"), int(port)), timeout=2) as sock:
        own = os.urandom(32)
        sock.sendall(GREETING + b"Q" + own)
        if read(sock, len(GREETING)) != GREETING:
            raise ConnectionError("no Mesher")
        other = read(sock, 32)
        proof = lambda side: hmac.new(key, GREETING + side + b"Q" + own + other, hashlib.sha256).digest()
        sock.sendall(proof(b"C"))
        if read(sock, 1) != b"\x01" or not hmac.compare_digest(read(sock, 32), proof(b"A")):
            raise PermissionError("another cookie")
        body = json.dumps({"question": question, "parameters": parameters, "timeout_ms": 2000}).encode()
        sock.sendall(struct.pack(">i", len(body)) + body)
        reply = json.loads(read(sock, struct.unpack(">i", read(sock, 4))[0]))
    if "error" in reply:
        raise ConnectionError(reply["error"])
    return reply["answer"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cookie", required=True)
    parser.add_argument("--nodes", type=int, help="wait until each counts so many nodes")
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--question", default="status")
    parser.add_argument("targets", nargs="+", metavar="NODE")
    options = parser.parse_args()
    root = hashlib.pbkdf2_hmac("sha256", options.cookie.encode(), b"mesher cookie key", 100_000, 32)
    key = hmac.new(root, b"cluster port", hashlib.sha256).digest()
    began = time.monotonic()
    waiting = list(options.targets)
    while waiting:
        try:
            answer = ask(waiting[0], key, options.question, {})
            if not options.nodes or len(answer["membership"]["nodes"]) == options.nodes:
                waiting.pop(0)
                if not options.nodes:
                    print(json.dumps(answer))
                continue
        except PermissionError:
            raise
        except OSError:
            if not options.nodes:
                raise
        if time.monotonic() - began > options.timeout:
            sys.exit("not in time: " + ", ".join(waiting))
        time.sleep(0.05)
    if options.nodes:
        print(f"{time.monotonic() - began:.1f}")


main()
