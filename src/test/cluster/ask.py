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
    if not options.nodes:
        for target in options.targets:
            print(json.dumps(ask(target, key, options.question, {})))
        return
    began = time.monotonic()
    while not all_count(options.targets, key, options.nodes):
        if time.monotonic() - began > options.timeout:
            sys.exit("not in time: " + ", ".join(options.targets))
        time.sleep(0.05)
    print(f"{time.monotonic() - began:.1f}")


def all_count(targets, key, nodes):
    """In one round: what one of them counted a while ago may be a cluster that is no more."""
    try:
        return all(len(ask(target, key, "status", {})["membership"]["nodes"]) == nodes for target in targets)
    except PermissionError:
        raise
    except OSError:
        return False


main()
