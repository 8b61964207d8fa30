"""The PostgreSQL of `dev` and `postgres`: a superuser of it runs programs, so nobody else on the machine may be one."""

import re
import socket
import stat
import struct
import urllib.parse
from pathlib import Path

from processes import Failed
from stage import Row


def asked_for(url, user="postgres", database="postgres"):
    """The server's first answer to who brings no password: kind of message, and its number when it is about sign-in."""
    at = urllib.parse.urlsplit(url)
    text = b"".join(each.encode() + b"\0" for each in ("user", user, "database", database)) + b"\0"
    startup = struct.pack("!ii", 8 + len(text), 196608) + text
    with socket.create_connection((at.hostname, at.port), timeout=10) as client:
        client.sendall(startup)
        got = client.recv(4096)
    return got[:1], struct.unpack("!i", got[5:9])[0] if got[:1] == b"R" else None


def needs_password(url):
    at = urllib.parse.urlsplit(url)
    for user, database in ((at.username or "postgres", at.path.strip("/")), ("postgres", "template1"), ("root", "postgres")):
        kind, number = asked_for(url, user, database)
        if kind == b"R" and number == 0:
            raise Failed(f"user {user} got into {database} without a password")
        if kind == b"R" and number != 10:
            raise Failed(f"user {user} is asked by method {number}, not SCRAM")
    if not at.password:
        raise Failed("DATABASE_URL has no password")


def closed(stage):
    server, url = stage.start_postgres("closed")
    needs_password(url)
    stage.command("migrate", "status", database=url)
    server.stop()


def kept_secret(stage):
    """The password stands in files of mode 0600 only, and in no command line."""
    server, url = stage.start_postgres("secret")
    password = urllib.parse.unquote(urllib.parse.urlsplit(url).password or "")
    if len(password) < 16:
        raise Failed(f"the password has {len(password)} characters")
    directory = stage.work / "postgres-secret"
    for file in (each for each in directory.rglob("*") if each.is_file() and each.stat().st_size < 100_000):
        if password.encode() in file.read_bytes() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise Failed(f"{file.name} holds the password, with mode {stat.S_IMODE(file.stat().st_mode):o}")
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if password.encode() in command.read_bytes():
                raise Failed("a command line holds the password")
        except OSError:
            pass  # it has ended meanwhile
    server.stop()


def opened_before(stage):
    """A data directory from the time when everybody was let in."""
    server, _ = stage.start_postgres("old")
    server.stop()
    rules = stage.work / "postgres-old/data/pg_hba.conf"
    rules.write_text(re.sub(r"scram-sha-256|md5|password", "trust", rules.read_text()))
    server, url = stage.start_postgres("old")
    needs_password(url)
    stage.command("migrate", "status", database=url)
    server.stop()


def rows():
    return [
        Row("postgres/password", closed),
        Row("postgres/secret", kept_secret),
        Row("postgres/opened-before", opened_before, in_short=False),
    ]
